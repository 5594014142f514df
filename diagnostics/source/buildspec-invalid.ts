import { getInvalidSteps } from '../../src/fix/buildspec-syntax.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'buildspec-invalid',
  family: 'source',
  title: 'The buildspec is not valid',
  patterns: [
    // What CodeBuild checks after it parsed the file.
    /Invalid buildspec phase name: (?<tool>[^.\s]+)/,
    /invalid buildspec `?(?<tool>version)`? specified: (?<version>[^,\s]+)/,
    /Expected (?<tool>\w[\w-]*(?:\[\d+\])?) to be of \w+ type: .{0,120}at line (?<line>\d+)/,
    /Expected (?<tool>\w[\w-]*(?:\[\d+\])?) to be of \w+ type/,
    // Any message of this code that no other signature claims: Go's YAML parser with `at line N`.
    /YAML_FILE_ERROR:? .{0,400}?\bline (?<line>\d+)/,
    /YAML_FILE_ERROR:? (?!.*(?:[Rr]untime|: no such file|does not exist))/,
    // The same messages where the code was left out of what was pasted.
    /(?:mapping values are not allowed in this context|found character that cannot start any token|did not find expected (?:key|'-' indicator|',' or '[\]}]'|node content|alphabetic)|could not find expected ':'|found a tab character that violates ind\w+|block (?:sequence|mapping) entries are not allowed|found undefined (?:tag handle|alias)|found unknown escape character|found unexpected (?:end of stream|document indicator|':')) at line (?<line>\d+)/,
    /[Ww]rong number of container tags, expected \d/,
    /[Cc]annot unmarshal (?:!!\w+(?: `[^`]*`)?|map|string|array|object|number) into (?:\w+|Go )/,
    /No phases? (?:found|defined|specified) in (?:the )?build ?spec|No commands found in (?:the )?build ?spec/i,
    /(?:INVALID_BUILDSPEC|Invalid buildspec|buildspec is invalid|invalid batch (?:build )?configuration|(?:unable|failed) to parse (?:the )?build ?spec)/i,
  ],
  explain: ({ facts }) =>
    `CodeBuild cannot read the buildspec${facts.line ? `: look at line ${facts.line}` : ''}${facts.tool ? ` (the message is about \`${facts.tool}${facts.version ? `: ${facts.version}` : ''}\`)` : ''}. ${hint(facts)}`,
  fix: getInvalidSteps,
});

function hint({ tool = '', version }: Readonly<Record<string, string>>): string {
  if (version) return 'Only 0.1 and 0.2 exist as versions.';
  if (/^[Cc]ommands\[/.test(tool))
    return 'A command with a colon and a space, or with braces, is taken for a mapping unless it is quoted.';
  if (tool !== '')
    return 'It stands at a level where CodeBuild expects something else: mind the indentation.';
  return 'Mostly it is a colon in an unquoted command, a tab, or an indentation that is off.';
}
