"""SQLAlchemy and nothing else: engine, tables, migrations, one repository per thing."""
