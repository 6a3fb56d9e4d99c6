/** The name of the key that signs a pipeline's ledger, for `sluice verify --signed-by`. */
export const ledgerKeyAlias = (pipeline: string): string => `alias/sluice-${pipeline}-ledger`
