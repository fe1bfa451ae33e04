"""The register of commitments: what the winners promised, to be kept through the contract."""
