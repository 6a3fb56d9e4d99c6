export {
  functionName,
  isOwnLogGroup,
  loopProblems,
  type OwnFunction,
  ownFunctions,
  ownLogGroup,
} from './own-log-groups.ts'
