"""The embedded store: schema, migrations, writer, view, history."""
