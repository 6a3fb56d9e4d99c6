/** Values that are none: the names of variables and classes, calls, paths, versions, addresses of resources. */
import { isIdentifier, isWords, withKnown } from './identifiers.ts'
import {
  COLON,
  DASH,
  DIGIT,
  DOT,
  LETTER,
  LOWER,
  mayBeOf,
  OPENER,
  OTHER,
  SLASH,
  STAR,
  traitsOf,
  UNDERSCORE,
  UPPER,
  WORD,
} from './traits.ts'

/** `YOUR_TOKEN_HERE`, `PASSWORD`, `your-api-key`: what the manual writes where the value would stand. */
const isManualWord = (value: string, traits: number): boolean =>
  value.length < 40 &&
  ((traits & LOWER) === 0 || value.startsWith('your')) &&
  /^(?:<|\{)?(?:(?:YOUR|MY|THE|SOME|ENTER|INSERT|NAME|FILE|PATH|STRING|TEXT|SECRETS|CREDENTIALS?|PHRASE|REFERENCE|SESSION|EXISTING|OAUTH2?|HERE|GOES|VALUE|NEW|OLD|API|ACCESS|AUTH|REFRESH|BEARER|DB|USER|USERNAME|SECRET|TOKEN|PASSWORD|PASSWD|PASS|PWD|KEY|CLIENT|ADMIN|ROOT|ID)(?:[_-]|\\?-|\\?$|[\]>}]))+[\]>}]*$|^your[-_ ](?:\w+[-_ ]?)+$/.test(
    value,
  )

/** `YOUR_API_KEY`, `your-secret-here`, `ENTER_TOKEN_HERE`: the manual's words, in quotes or not. */
export const isManual = (value: string, traits: number = traitsOf(value)): boolean =>
  (traits & (UNDERSCORE | DASH)) !== 0 &&
  value.length < 48 &&
  ((traits & LOWER) === 0 || value.startsWith('your')) &&
  /^(?:[A-Z]+[_-]){0,4}YOURS?(?:[_-][A-Z]+){1,6}$|^(?:ENTER|INSERT|PASTE)(?:[_-][A-Z]+){1,6}$|^your(?:[-_][a-z]+){1,6}$|^STRING_VALUE$|^(?:[A-Z][A-Z\d]*_){2,6}(?:KEY|TOKEN|SECRET|PASSWORD|PASSPHRASE|CREDENTIALS?)$/.test(
    value,
  )

/** `BasicAuthenticationSecretParser`: words only, two of them and what it does. */
const doer =
  /^(?:[A-Z][a-z]+){2,}(?:Parser|Decoder|Serializer|Deserializer|Extractor|Authenticator|Authorizer|Interceptor|Converter|Formatter|Mapper|Reader|Writer|Loader|Registry|Strategy|Processor|Module|Plugin|Verifier|Checker|Hasher|Signer|Helper|Accessor|Collector|Dispatcher|Executor|Renewer|Retriever|Rotator|Fetcher|Reconciler)$/

/** `BCryptPasswordEncoder`, `JwtAuthenticationToken`: names of classes. */
const isClassName = (value: string, traits: number): boolean =>
  (traits & ~WORD) === 0 &&
  (traits & LOWER) !== 0 &&
  value.length < 64 &&
  value.charCodeAt(0) < 91 &&
  (doer.test(value) || named.test(value))

const named =
  /^(?:[A-Z][a-z0-9]*)+(?:Token|Encoder|Provider|Store|Manager|Service|Handler|Factory|Impl|Exception|Error|Filter|Credentials?|Resolver|Validator|Generator|Source|Config|Details|Authentication|Client|Value|Ref|Types?|Identity|Identifier|Component|Result|Component\w{1,10}|Options|Props|Builder|Context|Requests?|Responses?|Interface|Function|Header|Model|Entity|Schema|Metadata|Wrapper|Adapter|Listener|Callback|Middleware|Controller|Repository|Settings)$/

const callHead = /^[*&!]?(?:\[\]|map\[)?([A-Za-z_$][\w$]*(?:(?:\.|->|::)[A-Za-z_$][\w$]*)*)[([{]/
const callRest = /^[\w\s.,:;'"*&=+<>?/()[\]{}$-]*$/

/** `list(_tokenize(line`, `base64.b64encode(`, `headers[`, `[]Token{`: code that gives the value, cut off where a value ends. */
function isCall(value: string): boolean {
  const match = callHead.exec(value.slice(0, 128))
  if (
    match !== null &&
    /\.(?:split|replace|match|matchAll|exec|test)\($/.test(match[0]) &&
    value.charCodeAt(match[0].length) === 47
  )
    return true
  if (match === null || !callRest.test(value.slice(match[0].length, 512))) return false
  const names = match[1]!.split(/\.|->|::/)
  return (
    names.every((name) => name.length < 2 || isIdentifier(name)) &&
    names.some((name) => name.length > 3 || (name.length === 3 && /\(.*\(/.test(value.slice(0, 512))))
  )
}

const codeHeads =
  /^(?:process|os|env|config|settings|self|this|cls|super|request|req|response|resp|res|ctx|context|props|params|args|options|opts|secrets|vars?|data|local|module|input|form|mock|obj|conf|cfg|state|session|e|err|app|event|google|java|javax|org|com|net|io|Struct|Class|Object|Array|String|Buffer|Symbol|Promise|Math|Date|File|Dir|JSON|System|Objects|Optional|Collections|crypto|hashlib|uuid|scanner|token|ast|types)[.[(]/
const dotted = /^\*?[A-Za-z_]+(?:\.[A-Za-z_]+)+$/
const credentialWord =
  /^(?:tokens?|secrets?|keys?|passwords?|passwd|passphrase|pwd|pass|pw|credentials?|creds?|auth|authorization|signature|salt)$/i

/** `self.auth_header`, `hs.masterSecret`, `google.oauth2.credentials.Credentials`. */
const isMember = (value: string): boolean =>
  (codeHeads.test(value) && /^[\w.$[\]()]+$/.test(value) && value.includes('.')) ||
  (dotted.test(value) &&
    value.replace(/^\*/, '').split('.').every(isIdentifier) &&
    (/_|[a-z][A-Z]/.test(value) ||
      value.split('.').length > 2 ||
      credentialWord.test(value.slice(value.lastIndexOf('.') + 1))))

const boast = /^(?:my|our|super|top|very|so|this|the|not|is|some|another|real|strong|secure)$/i

/** `client_secret`, `TARGET_CREDENTIALS`, `masterSecret`, `_messages`: the name of a variable that holds one. */
export function isVariable(value: string): boolean {
  const traits = traitsOf(value)
  if (value.length > 64 || (traits & ~(WORD | UNDERSCORE)) !== 0) return false
  if (traits === LOWER || traits === UPPER) return false
  if (/^_{1,2}[A-Za-z]+(?:_+[A-Za-z]+)*_*$/.test(value)) return true
  const plain = withKnown(value)
  const words = /^(?:[a-z]+(?:_[a-z]+)+|[A-Z]+(?:_[A-Z]+)+)$/.test(plain)
    ? plain.split('_')
    : /^[a-z]+(?:[A-Z][a-z]+)+$/.test(plain)
      ? plain.split(/(?=[A-Z])/)
      : []
  return words.length > 1 && !boast.test(words[0]!) && words.some((word) => credentialWord.test(word))
}

/** `db-password`, `api-token`: how charts and stores call one. */
const kebabName = /^[a-z]{2,16}(?:-[a-z]{2,16}){0,3}-(?:password|passwd|secret|token|credentials?|creds|key)$/

const withoutBrackets = (value: string): string =>
  value.charCodeAt(0) === 40 || (value.charCodeAt(0) === 91 && value.charCodeAt(1) !== 93)
    ? value.replace(/^[([]{1,8}/, '')
    : value

/** `!secret db_password`, `!Ref DbPassword`: what YAML files say instead. */
const tag = /^!(?:secret|[Rr]ef|[Ss]ub|GetAtt|ImportValue|FindInMap|env|env_var|include|reference|vault)\b/

/** Is a value that stands without quotes code, and not what it says? */
export function isReference(value: string, traits: number = traitsOf(value)): boolean {
  if (mayBeOf(traits, ~WORD) && !/[\p{L}\p{N}]/u.test(value)) return true
  if (value.charCodeAt(0) === 33 && tag.test(value)) return true
  if (isManualWord(value, traits) || isClassName(value, traits)) return true
  if ((traits & DASH) !== 0 && kebabName.test(value) && !boast.test(value.slice(0, value.indexOf('-'))))
    return true
  return (traits & ~(WORD | UNDERSCORE | DASH | SLASH)) !== 0 && isCode(withoutBrackets(plainPoints(value)))
}

/** `user?.token`, `uri&.password`, `user!.token`: points of programs that do not mind when nothing is there. */
const plainPoints = (value: string): string =>
  /[\w)\]][?&!]\.[A-Za-z]/.test(value.slice(0, 128))
    ? value.replace(/([\w)\]])[?&!]\.(?=[A-Za-z])/g, '$1.')
    : value

function isCode(value: string): boolean {
  const traits = traitsOf(value)
  return (
    ((traits & OPENER) !== 0 && (isCall(value) || emptyCall.test(value))) ||
    ((traits & STAR) !== 0 && repetition.test(value)) ||
    ((traits & DOT) !== 0 && isMember(value)) ||
    isScriptVariable(value, traits) ||
    typeName.test(value)
  )
}

/** `cwd();`, `get_pw()`, `Store().find(`, `ENV["X"]`. */
const emptyCall =
  /^[A-Za-z_][\w.:>-]{0,60}\(\);?$|^[A-Za-z_][\w.]{0,60}\(\)\.[A-Za-z_]\w{0,60}[.([]|^ENV(?:\[|\.fetch\()/
/** `1*<any CHAR>` of a grammar. */
const repetition = /^\d*\*\d*[<("]/

/** `$this->{bindpasswd}`, `$config['x`, `@tokens.select`, `*uint16`. */
const scriptVariable =
  /^\$[A-Z_]{3,40}[/$]|^[A-Z][A-Za-z]{1,40}(?:::[A-Z][A-Za-z]{1,40})+(?:\.[a-z_]{2,40})?(?:$|\()|^[a-z_]\w{0,40}(?:::[\w~]+)+|^\$[A-Za-z_]\w{0,40}(?:->|\[|\{|::)|^@{1,2}[a-z_]\w{0,40}\.[a-z]/
const isScriptVariable = (value: string, traits: number): boolean => {
  const first = value.charCodeAt(0)
  return (first === 36 || first === 64 || (traits & COLON) !== 0) && scriptVariable.test(value)
}

const typeName = /^[*&]{1,2}(?:str|u?int\d{0,2}|string|byte|bool|char|void|float\d{0,2}|wchar_t)\b/

const withoutEnd = (value: string): string => {
  const code = value.charCodeAt(value.length - 1)
  return code === 93 || code === 41 || code === 125 ? value.replace(/[\])}]+$/, '') : value
}

/** `Comment`, `Name.Builtin`, `[tok`, `ParseResults`: words and no digits, as no machine generates. */
export function isWord(value: string): boolean {
  if (value.length > 128) return false
  const word = withoutEnd(withoutBrackets(value))
  const traits = traitsOf(word)
  if ((traits & UNDERSCORE) !== 0 && /^[A-Z]+(?:_[A-Z]+)+$/.test(word)) return true
  return mayBeOf(traits, LETTER | DOT) && isWords(word)
}

const path = /^(?:~|\.{1,2}|[A-Za-z]:)?(?:[\\/][\w.][\w.@ -]{0,64}){2,}[\\/]?$/

/** `/etc/gcp/key.json`, `/run/secrets/db`: words in lower case, or a file's ending. */
const isPath = (value: string): boolean =>
  route.test(value) ||
  (value.length < 256 &&
    path.test(value) &&
    (!/[A-Z]|\d{3}/.test(value) || /\.[a-z][a-z0-9]{1,4}$/.test(value) || rooted.test(value)))

/** `/password`, `/resetPassword`: where a page is. */
const route = /^\/(?:[a-z]{2,16}-?)?(?:password|token|secret|credential)s?$/i

/** `/tmp/build410/b112/_pkg_.a`: from where systems keep their files. */
const rooted = /^\/(?:tmp|var|etc|usr|home|opt|root|mnt|run|srv|proc|dev|Users)(?:\/[\w.@-]{1,24}){2,12}\/?$/

const isPlainPart = (part: string): boolean =>
  part.length < 16 || (part.length < 64 && /^(?:[a-z]+(?:[-_.][a-z0-9]{1,12})*|[A-Za-z]+)$/.test(part))

/** The address of a page, without parameters and without anything in it that looks generated. */
const isPlainUrl = (value: string): boolean =>
  value.length < 256 &&
  /^https?:\/\/[\w.-]+(?::\d{1,5})?(?:\/[\w.-]*)*(?:#[\w.-]*)?$/.test(value) &&
  value.split(/[/#]/).slice(3).every(isPlainPart)

/** `key.json`, `server-key.pem`. */
const fileName =
  /^[\w-]+(?:\.[\w-]+)*\.(?:json|pem|key|crt|cer|der|p12|pfx|jks|ya?ml|txt|env|conf|cfg|ini|toml|xml|properties|pub|gpg|asc|kdbx)$/

/** `default-token-x7k2p`: how Kubernetes calls the secret of an account. */
const mounted = /^[a-z][a-z\d]*(?:-[a-z\d]+)*-token-[bcdfghjklmnpqrstvwxz2456789]{5}$/

/** `X-Amz-Security-Token`, `X-aws-ec2-metadata-token-ttl-seconds`: a header's name. */
const headerName =
  /^x(?:-[a-z]{2,12}|-ec2){1,5}-(?:token|key|secret|auth|authorization|signature|credential)(?:-[a-z]{2,10}){0,3}$/i

/** `vault:secret/data/db#password`, `env:DB_PASSWORD`, `hash:/etc/postfix/maps`: where it is looked up. */
const lookedUp =
  /^(?:vault|bao|ssm|secretsmanager|env|file|keyvault|consul|op|doppler|keyring|keychain|hash|lmdb|btree|texthash|ref):(?=[/A-Za-z])[\w./#:-]{3,96}$/
const isLookedUp = (value: string): boolean =>
  lookedUp.test(value) && !/\d{3}/.test(value) && value.split(/[/#:]/).every(isPlainPart)

/** `us-west-2_a1b2c3d4-5678`: things in a region of AWS have its name in front. */
const region =
  /^[a-z]{2}(?:-gov)?-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d[_:][\w-]{6,64}$/

/** `prod/db-auth`, `secret/data/prod/db`: how a secret is called. */
const name = /^[a-z]{3,}(?:-[a-z]+)*\d{0,3}(?:\/[a-z]{2,}(?:[-_.][a-z]+)*\d{0,3}){1,4}$/

/** `shop.example/api-token`: a label of Kubernetes. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
const label = /^[a-z]{2,24}(?:[.-][a-z]{2,24}){1,4}\/[a-z]{2,16}(?:[-.][a-z]{2,16}){1,4}$/

/** `users/passwords#edit` of Rails' routes. */
const action = /^[a-z_]+(?:\/[a-z_]+)*#[a-z_]+$/

/** `ZENDESK_WEBHOOK_API_SECRET`: the name of a variable of the environment. */
const isConstant = (value: string, traits: number): boolean =>
  (traits & UNDERSCORE) !== 0 &&
  mayBeOf(traits, UPPER | DIGIT | UNDERSCORE) &&
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){2,}$/.test(value) &&
  /_(?:TOKEN|SECRET|KEY|PASSWORD|PASS|PWD|CREDENTIALS?)$/.test(value) &&
  !boast.test(value.slice(0, value.indexOf('_')))

/** `auth.token`, `app:session:token`, `auth.token.v2`: what something is stored under. */
const storedUnder = /^[a-z]{2,16}(?:[.:][a-z]{2,16}|_[a-z]{2,16}){1,6}(?:[.:]v\d)?$/
const isStoredUnder = (value: string): boolean =>
  storedUnder.test(value) &&
  !boast.test(value.slice(0, value.search(/[.:_]/))) &&
  value.split(/[.:_]/).some((word) => credentialWord.test(word)) &&
  value.split(/[.:_]/).every((word) => isIdentifier(word) || /^v\d$/.test(word))

/** `orders-db-01-secret-id`: what the id of one is called. */
const nameOfId =
  /^[a-z]{2,16}(?:-(?:[a-z]{2,16}|\d{1,3})){0,5}-(?:password|secret|token|credentials?|key)-(?:id|name|ref|arn)$/

/** `preferredTokenSigningKeyThumbprint`: four words and more, one of them what it names. */
const isLongVariable = (value: string, traits: number): boolean =>
  mayBeOf(traits, LETTER) && /^[a-z]+(?:[A-Z][a-z]+){3,7}$/.test(value) && isVariable(value)

const isNamed = (value: string, traits: number): boolean =>
  ((traits & DOT) !== 0 && fileName.test(value)) ||
  ((traits & DASH) !== 0 && (mounted.test(value) || nameOfId.test(value))) ||
  isConstant(value, traits)

/** `#1f2e3d`, `0x1f2e3d`: all other names have another sign in them, or are longer than a value's traits are known. */
const mayBeColour = (value: string): boolean => {
  const first = value.charCodeAt(0)
  return first === 35 || first === 48
}

/** Resource names of AWS, versions, colours, paths, addresses of pages: in quotes or not, they open nothing. */
export function isNameOfElse(value: string, traits: number = traitsOf(value)): boolean {
  if ((traits & ~(WORD | OTHER)) === 0 && !mayBeColour(value))
    return value.length > 24 && isLongVariable(value, traits)
  const first = value.charCodeAt(0)
  if (value.length < 64 && isNamed(value, traits)) return true
  if (first >= 97 && value.length < 80) {
    if ((traits & (DOT | COLON)) !== 0 && (isStoredUnder(value) || isLookedUp(value))) return true
    if ((traits & SLASH) !== 0 && (name.test(value) || action.test(value) || label.test(value))) return true
  }
  const second = value.charCodeAt(1)
  if (value.charCodeAt(2) === 45 ? region.test(value) : second === 45 && headerName.test(value)) return true
  if (first === 64) return value.length < 128 && /^@[a-z][a-z-]*\/[a-z-]+(?:[:/][A-Za-z-]+)*$/.test(value)
  if (first === 97) return /^arn:[\w-]{3,12}:[\w-]*:/.test(value)
  if (first === 35) return /^#(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8}|[a-z]+(?:-[a-z]+)+)$/i.test(value)
  if (first === 102 && /^fileb?:\/\//.test(value)) return true
  if (first === 104) return isPlainUrl(value)
  if (first === 112) return /^projects\/[\w-]{1,40}\/(?:secrets|locations|serviceAccounts)\//.test(value)
  if (first === 47 || first === 126 || first === 46 || second === 58) return isPath(value)
  if (first === 94 || (first >= 48 && first <= 57))
    return /^0x[0-9a-f]{1,8}$|^[\^~]?\d{1,4}(?:\.\d{1,5}){2,3}(?:[-+](?:alpha|beta|rc|dev|canary|next|snapshot)[\w.-]{0,16})?$/i.test(
      value,
    )
  return false
}
