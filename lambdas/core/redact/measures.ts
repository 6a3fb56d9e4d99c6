/** Values with digits that are no numbers of anyone: versions, times, sizes, types, algorithms, machines. */

/** `v1.4.2`, `08:10:21`, `2025-06-12`, `1024KB`, `varchar(255)`, `aes-256-gcm`, `P0.13` of a controller: none of them is a code. */
const notCode =
  /^v?\d+(?:\.\d+)+$|^(?:19|20)\d\d-[01]\d-[0-3]\d$|^[0-2]?\d:[0-5]\d(?::[0-5]\d)?$|^[a-z]+\d?\(\d+(?:,\d+)?\)$|^\d+(?:[KMGT]i?B|ms|px|Hz)$|^P[A-K]?\d{1,2}[._]\d{1,2}$|^GPIO_?\d{1,3}$|^(?:aes|sha|rsa|hmac|md|rc|utf|ecdsa|ed|hs|rs|es|ps)-?\d{1,3}(?:-\w{1,8})?$/i

export const isMeasure = (value: string): boolean => value.length < 24 && notCode.test(value)

/** `1|c|#env:prod`, `231|ms|@0.1`: what is counted and timed for StatsD. https://github.com/statsd/statsd/blob/master/docs/metric_types.md */
const metric = /^[+-]?\d{1,12}(?:\.\d{1,6})?\|(?:c|ms|g|h|s|d|m)(?:\||$)/

export const isMetric = (value: string): boolean => metric.test(value)

/** `10.0.0.4`, `ip-10-0-4-12.ec2.internal`, `node-4102`, `0x7ffd1234`. */
const machine =
  /^\d{1,3}(?:\.\d{1,3}){3}$|^ip-\d{1,3}(?:-\d{1,3}){3}(?:\.|$)|^0x[\da-f]+$|^(?:host|node|web|db|worker|server|pod|shard)-?\d{1,5}$|\.(?:internal|local|localdomain|svc|cluster)$/i

/** `web-7d9f8b6c5-x2x4z`: how Kubernetes calls what a deployment runs; its letters are no vowels. */
const pod = /^[a-z][a-z\d]*(?:-[a-z\d]+)*-[bcdfghjklmnpqrstvwxz\d]{8,10}-[bcdfghjklmnpqrstvwxz\d]{5}$/

export const isMachine = (value: string): boolean =>
  value.length < 64 && (machine.test(value) || (value.length > 14 && pod.test(value)))
