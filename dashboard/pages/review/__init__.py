"""报送审核: the city's month on one page: who has filed, what is odd, accept or return, close."""
