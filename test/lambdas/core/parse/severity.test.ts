import { describe, expect, it } from 'vitest'
import { parse } from '../../../../lambdas/core/parse/index.ts'

describe('severity', () => {
  it.each([
    '127.0.0.1 - - [01/Jun/2024:10:00:00 +0000] "GET /errors HTTP/1.1" 500 0',
    'GET /errors 200',
    '0 errors, 0 warnings',
    'user Error logged in',
    'Error rate is 0.1',
    'WARNINGS are off',
    'information about errors',
    'errors=0 failures=0',
    'ALERT exited abnormally',
    '2024-06-01 10:00:00 HTTP server started',
    '2024-06-01 10:00:00 FAILURE is not an option',
    'http: server closed',
    '2024-06-01 10:00:00 finished with ERROR count 0',
    '2024-06-01 10:00:00 error budget left',
    '2024-06-01 10:00:00 user Fatal logged in',
    '{"message":"ERROR in name","user":"Error"}',
    '{"msg":"x","error":null,"errors":0,"level":{"error":1}}',
    'https://example.com/error: not found',
    'error://x',
  ])('is not said by a line that merely holds a level’s word: %s', (text) => {
    expect(parse(text).severity_number).toBe(0)
  })

  it.each([
    ['2024-06-01 10:00:00,123 INFO user Error logged in', 9],
    ['INFO:     127.0.0.1:5000 - "GET /errors HTTP/1.1" 500 Internal Server Error', 9],
    ['time=2024-06-01T10:00:00Z level=info msg="0 errors" error=none', 9],
    ['{"level":"INFO","message":"ERROR in name"}', 9],
    ['Error: connect ECONNREFUSED', 17],
    ['error: pathspec did not match', 17],
    ['ERROR something broke', 17],
    ['[ERROR] something broke', 17],
    ['E0601 10:00:00.678901   12 a.go:1] x', 17],
    ['03-17 16:13:38.811  1702  2395 W WindowManager: x', 13],
    ['<11>Jun  1 10:00:00 host app: x', 17],
    ['{"severity":"CRITICAL","message":"x"}', 21],
    ['{"level":50,"msg":"x"}', 17],
    ['{"level":3,"short_message":"x","version":"1.1"}', 17],
    ['{"level":"Warn","msg":"x"}', 13],
    ['{"severityNumber":21,"body":"x"}', 21],
  ])('%s says %i', (text, severity) => {
    expect(parse(text).severity_number).toBe(severity)
  })

  it('keeps the word as the log wrote it', () => {
    expect(parse('2024-06-01 10:00:00,1 WARNING x').severity_text).toBe('WARNING')
    expect(parse('{"level":30,"msg":"x"}').severity_text).toBe('30')
    expect(parse('nothing').severity_text).toBe('')
  })
})
