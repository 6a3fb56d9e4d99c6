/** What a key name can say about its value. */

/**
 * What the value must look like before it is taken for what the key says.
 * secret: anything but a placeholder; token: not prose, not a small number; key: the same, but anything goes in quotes; random: long and mixed;
 * the others: the shape their name says.
 */
export type ValueKind =
  | 'secret'
  | 'token'
  | 'key'
  | 'random'
  | 'authorization'
  | 'cookie'
  | 'set_cookie'
  | 'address'
  | 'name'
  | 'full_name'
  | 'proper_name'
  | 'date'
  | 'code'
  | 'code_or_token'
  | 'short_code'
  | 'uuid'
  | 'digits'
  | 'identifier'
  | 'id_birth'
  | 'id_rut'
  | 'id_nric'
  | 'id_luhn'
  | 'id_rfc'
  | 'hex'
  | 'aws_secret'
  | 'phrase'
  | 'any'

export interface KeyRule {
  readonly detector: string
  readonly kind: ValueKind
  readonly action?: 'mask' | 'hash' | 'drop'
}

/** The rule's action where nothing but the value can go: what is to be dropped is masked there. */
export const actionOnValue = ({ action }: KeyRule): 'mask' | 'hash' | undefined =>
  action === 'drop' ? 'mask' : action

export const rule = (detector: string, kind: ValueKind): KeyRule => ({ detector, kind })
