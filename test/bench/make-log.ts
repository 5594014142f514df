import { readOwnLogs } from '../accuracy/cases.ts';

/** What healthy builds print most; `#` stands for a number that changes. */
const HEALTHY = [
  'Collecting urllib#<3,>=1.21.1 (from requests==2.31.# -> -r requirements.txt (line #))',
  '  Downloading charset_normalizer-3.#.2-cp311-cp311-manylinux_2_17_x86_64.whl (# kB)',
  '#12 #.345 added # packages, and audited # packages in #s',
  'npm WARN deprecated request@2.88.#: request has been deprecated, see https://github.com/request/request/issues/#',
  '[INFO] Downloading from central: https://repo.maven.example/maven2/org/apache/commons/commons-lang3/3.#/commons-lang3-3.#.pom',
  '[INFO] Tests run: #, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.# s - in com.acme.orders.OrderServiceTest#',
  'Step #/14 : RUN pip install --no-cache-dir -r requirements.txt',
  '#: Pulling fs layer',
  'Get:# http://deb.example/debian bookworm/main amd64 libssl3 amd64 3.0.#-1~deb12u2 [# kB]',
  'ok  \tgithub.com/acme/api/internal/store#\t0.#s',
  '\u001b[32m  ✓\u001b[0m src/components/Button#.test.tsx (# tests) #ms',
  '  CC      drivers/net/ethernet/intel/e1000e/netdev#.o',
  'test_create_order_# (tests.test_orders.OrderTests) ... ok',
  '[Container] 2026/11/20 08:58:#.345678 Running command echo "step #"',
  '',
] as const;

/** A log of about so many bytes, the same each time: healthy output, and now and then a failure from test/logs. */
export function makeLog(bytes: number): Buffer {
  const failures = readOwnLogs(new URL('../logs', import.meta.url).pathname).map(({ log }) => log);
  const lines: string[] = [];
  let size = 0;
  let seed = 42;
  // Numerical Recipes' linear congruential generator: the same numbers on every machine.
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed;
  };
  for (let i = 0; size < bytes; i++) {
    const line =
      i % 2000 === 1999 ? failures[random() % failures.length] : HEALTHY[random() % HEALTHY.length];
    lines.push((line ?? '').replaceAll('#', () => String(random() % 1000)));
    size += Buffer.byteLength(lines.at(-1) ?? '') + 1;
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}
