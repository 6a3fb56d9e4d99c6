/** What every detector file tells about itself: the catalogue page is made from this. */
export interface DetectorInfo {
  readonly name: string
  readonly what: string
  /** A value that it finds; published examples and made-up ones only. */
  readonly example: string
  /** Where the format is described. */
  readonly source: string
  /** How a look-alike is told apart, where there is a way. */
  readonly check?: string
}
