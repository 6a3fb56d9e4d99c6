/** Stands in for a function's code where a test is not about it. */
export const handler = async (): Promise<void> => {}
