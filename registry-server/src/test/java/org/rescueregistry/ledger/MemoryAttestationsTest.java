package org.rescueregistry.ledger;

class MemoryAttestationsTest extends AttestationFileContract {
    private final MemoryAttestations file = new MemoryAttestations();

    @Override
    protected AttestationFile file() {
        return file;
    }
}
