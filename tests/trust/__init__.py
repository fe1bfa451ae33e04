"""What the promises of docs/security.md rest on."""
