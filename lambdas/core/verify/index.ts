export { type Account, type Accounts, readAccounts } from './accounts.ts'
export { type Problem, type ProblemCode, problemCodes } from './problem.ts'
export { type Verification, type VerifyOptions, verify } from './verify.ts'
