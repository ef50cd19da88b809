"""The pages: each a view fetched from the services and a pure layout that draws it."""
