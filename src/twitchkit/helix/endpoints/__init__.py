"""One file per resource, one class per endpoint."""
