"""数据报送: a county's month at a glance, its workbook checked, filed, and receipted."""
