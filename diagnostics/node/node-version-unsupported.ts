import { getNodeMajor, getNpmPin } from '../../src/fix/node-version.ts';
import { selectRuntimeStep } from '../../src/fix/runtime.ts';
import { sh } from '../../src/fix/shell.ts';
import { defineSignature, type Pattern } from '../../src/signature.ts';

/** A loader's stack line of Node.js 14 and older (`node:` stands before it since 16): what such a Node cannot parse is new syntax. */
const OLD_LOADER =
  /at (?:createScript|new Script|wrapSafe|Module\._compile|runInThisContext|Object\.runInThisContext) \((?:vm|module|internal\/modules\/cjs\/loader|bootstrap_node)\.js:/;

const likely = (line: RegExp): Pattern => ({ line, strength: 'likely' });

export default defineSignature({
  id: 'node-version-unsupported',
  family: 'node',
  title: 'The code or a package needs another Node.js version',
  patterns: [
    // npm: `WARN EBADENGINE` and `WARN notsup` go on and are no failure.
    /npm (?:ERR!|error) code (?:EBADENGINE|EBADDEVENGINES)/,
    /npm (?:ERR!|error) (?:engine|notsup) Not compatible with your version of node\/npm: (?<package>\S+)/,
    /npm (?:ERR!|error) notsup Required: \{.*?"node":"(?<required>[^"]+)"/,
    likely(
      /npm (?:ERR!|error) notsup Actual: +\{(?:"npm":"(?<npm>[^"]+)",)?"node":"v?(?<version>[^"]+)"(?:,"npm":"(?<npm2>[^"]+)")?/,
    ),
    /npm (?:ERR!|error) notsup Unsupported engine for (?<package>[^:]+): wanted: \{.*?"node":"(?<required>[^"]+)"/,
    /^(?!.*\bwarn\b).*is known not to (?:run|work) on Node\.js v?(?<version>\d+(?:\.\d+)*)/i,
    // yarn 1, yarn 2 and later, pnpm, corepack
    /The engine "node" is incompatible with this module\. Expected version "(?<required>[^"]+)"\.(?: Got "(?<version>[^"]+)")?/,
    /The engine "node" is incompatible with this module/,
    /requires a Node version compatible with (?<required>.+?) \(got (?<version>[\d.]+)\)/,
    /ERR_PNPM_UNSUPPORTED_ENGINE|× Unsupported engine for \S+: wanted: \{.{0,40}?"node":"(?<required2>[^"]+)"|This version of pnpm requires at least Node\.js v(?<required>\d+(?:\.\d+)*)|Your Node version is incompatible with "/,
    // Frameworks: next, angular, vue, gatsby, astro, docusaurus, serverless ...
    /You are using Node\.js (?<version>[\d.]+)\. For Next\.js, Node\.js version "?(?<required>[^"]+?)"? is required/,
    /^(?!.*(?:\bwarn(?!ing\]: )|\bVite )).*requires? (?:a minimum |at least )?Node(?:\.js)?(?: version)?(?: of)?:? v?(?<required>(?:[>^~=]+ ?)?v?\d+(?:\.[\dx]+)*(?:\+| or (?:higher|later|newer|above)|(?: \|\| (?:[>^~=]+ ?)?v?\d+(?:\.[\dx]+)*){1,4})?)(?!.*deprecat)/i,
    /You are running version v?(?<version2>[\d.]+) of Node\.js, which is not supported/,
    // Said in passing too: of an odd version, of one that Vite only warns of.
    {
      line: /Node\.js version v(?<version>[\d.]+) detected|You are using Node\.js (?<version2>[\d.]+)\. Vite requires Node\.js version (?<required>\d+[\d.]*\+)/,
      strength: 'symptom',
    },
    /Minimum Node\.js version not met|Node\.js v(?<version>[\d.]+) is not supported by \w+/,
    // Syntax that an older Node.js cannot parse: ??= ||= ?. by themselves, other tokens where its loader shows its age.
    /Unexpected token '?(?:\?|\?\?=|\|\|=|&&=)'?$/,
    {
      line: /SyntaxError: (?!.*JSON)(?:Unexpected (?:token '?(?:[.=(){*]|\.\.\.|function|async|of|with)'?$|identifier|reserved word|strict mode)|missing \) after argument|Invalid or unexpected token|Invalid regular expression|Block-scoped declarations)/,
      near: { line: OLD_LOADER, within: 12 },
    },
    likely(
      /SyntaxError: (?:Unexpected token '(?:\.|=|with|assert)'|Invalid regular expression flags|Unexpected identifier 'assert')$/,
    ),
    // What older versions lack; indented it is jest's, whose jsdom lacks the same on any version.
    /Cannot find module '(?<module>node:[^']+|(?:fs|stream|timers|readline|util|dns|path|assert)\/(?:promises|types|posix|strict|consumers))'|No such built-in module: (?<module2>\S+)/,
    /The requested module '(?:node:)?(?:fs|util|path|url|stream|crypto|readline|module|os|process|events|buffer|worker_threads|timers)(?:\/promises)?' does not provide an export named/,
    /^(?! {4}).*ReferenceError: (?:structuredClone|fetch|Headers|Request|FormData|AbortController|globalThis|ReadableStream|TransformStream|CustomEvent|File|Blob|BigInt|queueMicrotask|internalBinding|primordials) is not defined/,
    /^(?! {4}).*(?:Object\.(?:hasOwn|fromEntries|groupBy)|Promise\.(?:allSettled|any|withResolvers)|fs(?:\$\w+)?\.(?:rmSync|cpSync)|crypto\S*\.(?:getRandomValues|hash|randomUUID)|os\S*\.availableParallelism|util\S*\.(?:parseArgs|styleText)) is not a function/,
    likely(/\.(?:replaceAll|toSorted|toReversed|findLast|isSubsetOf) is not a function/),
    /node: (?:bad option: --|--\S+ is not allowed in NODE_OPTIONS)|: --[\w-]+ is not allowed in NODE_OPTIONS/,
    // A binary built for another version; require() of ES modules, which works since 20.19 and 22.12
    /was compiled against a different Node\.js version using|does not yet support your current environment: .{0,80}Unsupported runtime/,
    likely(
      /ERR_REQUIRE_ESM|Unknown file extension "\.ts"|not found - try `nvm ls-remote`|N\/A: version "[^"]+" is not yet installed/,
    ),
  ],
  above: [
    'npm-script-failed',
    'node-module-not-found',
    'bundler-failed',
    'javascript-tests-failed',
    'lint-errors',
    'docker-build-step-failed',
    'command-not-found',
    'cdk-synth-failed',
    'npm-lockfile-mismatch',
    'sam-build-failed',
  ],
  explain: ({ facts }) =>
    `${facts.package ? `\`${facts.package}\`` : 'The code or one of its packages'} needs Node.js ${facts.required ?? 'of another version'}, and the build runs ${facts.version ? `Node.js ${facts.version}` : 'one that does not fit'}.`,
  fix: ({ facts, build }) => [
    ...getNpmPin(facts),
    selectRuntimeStep(
      {
        runtime: 'nodejs',
        version: getNodeMajor(facts.required),
        title: `Select ${facts.required ? `a Node.js that satisfies ${facts.required}` : 'a newer Node.js'} in the buildspec (runtime-versions: nodejs; an older image may not have it: take a newer one then)`,
      },
      build,
    ),
    {
      title: 'If the build runs in Docker or reads .nvmrc, raise the version there too',
      command: sh`git grep --line-number --extended-regexp ${'FROM .*node:|"node": *"'} -- ${'*Dockerfile*'} ${'*package.json'}; cat .nvmrc`,
      changes: false,
    },
  ],
});
