/** Frames without what changes from build to build: release folders, bundle hashes, proxies, numbers that compilers give. */

const hashed = /[.-](?=[0-9a-f]*\d)[0-9a-f]{6,64}(?=\.|$)/g
const generated =
  /\$\$(?:Lambda|EnhancerBy\w+|FastClassBy\w+|SpringCGLIB)[\w$/]*(?:0x[0-9a-f]+)?|\$(?:ByteBuddy|HibernateProxy|MockitoMock)\$\w+|_\$\$_jvst\w+|\$Proxy\d+|@anonymous[^\n]*|@[0-9a-f]{4,16}$|\$\d+(?=\$|$)|\/0x[0-9a-f]+/g
const extension = /\.(?:py|[cm]?[jt]sx?|rb|php|go|rs|java|kt|cs)$/

/** A folder that is named for its release: `20240601`, `a1b2c3d`, `v1.2.3`. */
const released = /^(?:\d.*|v\d[\w.-]*|(?=[0-9a-f]*\d)[0-9a-f]{7,40})$/
/** `shop-1.2.3`, `shop_v2`. */
const versioned = /[-_@]v?\d[\w.-]*$/

const parentOf = (folder: string): string => {
  if (!/\d/.test(folder)) return folder
  return released.test(folder) ? '' : folder.replace(versioned, '')
}

/**
 * The module of a frame: of a path its last two parts without extension, because what stands before them depends on where
 * a release is installed; of a class its name without what a proxy or a compiler added.
 */
export const moduleName = (module: string): string => {
  const path = module.includes('\\') ? module.replaceAll('\\', '/') : module
  const slash = path.lastIndexOf('/')
  if (slash < 0) return className(path)
  const start = path.lastIndexOf('/', slash - 1) + 1
  const folder = path.slice(start, slash)
  const parent = parentOf(folder)
  const file = path.slice(slash + 1)
  const name = file.endsWith('.py') ? file.slice(0, -3) : fileName(file)
  if (parent === '') return name
  // As it stands in the path: a slice costs less than a new text.
  const asIs = parent === folder && file.startsWith(name)
  return asIs ? path.slice(start, slash + 1 + name.length) : `${parent}/${name}`
}

const fileName = (file: string): string =>
  (/\d/.test(file) ? file.replace(hashed, '') : file).replace(extension, '')

/** .NET's state machines and closures: `Orders.<Total>d__3`, `Orders.<>c__DisplayClass1_0`. */
const dotnet = /\.?<(\w*)>[a-z](?:__(?:DisplayClass)?[\d_]+)?/g

const className = (name: string): string => {
  const plain = name.includes('<')
    ? name.replace(dotnet, (_, method: string) => (method ? `.${method}` : ''))
    : name
  return plain.includes('$') || plain.includes('@') ? plain.replace(generated, '') : plain
}

/** Numbers of closures: Java's, Kotlin's, Scala's, Groovy's, Go's, Rust's; PHP's and .NET's places. */
const numbered =
  /(?<=(?:lambda|anonfun|closure)[\w$-]{0,80}?[$-]?)\d+|(?<=\b(?:func|gowrap|deferwrap))\d+(?:\.\d+)*|-range\d+|-fm$|::h[0-9a-f]{16}$|(?<=\{closure):[^}]*|(?<=<\w{0,80}>)[a-z]__[\d_]+/g

/** `total [as show]`: the name that the caller used. */
const alias = / \[as [^\]]*\]$/

/** The function of a frame, without the numbers that compilers give to closures. */
export const functionName = (name: string): string => {
  if (!mayBeNumbered.test(name)) return name
  return name.replace(alias, '').replace(numbered, '')
}

const mayBeNumbered = /func|wrap|lambda|closure|anonfun|::h|-fm$|>[a-z]__| \[as /

/**
 * The last part of an exception's name: what carries it decides whether the package stands before it, and whether the outer class
 * is set off by `.` or `$`.
 */
export const typeName = (type: string): string => {
  let start = type.length
  while (start > 0) {
    const code = type.charCodeAt(start - 1)
    if (code === 46 || code === 36 || code === 58 || code === 92 || code === 47) break
    start--
  }
  return start === 0 || start === type.length ? type : type.slice(start)
}
