/** Lists a signature first in the index of its family: the text of the index with its import and its place. */
export function addToIndex(index: string, id: string): string {
  const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const list = /(: readonly Signature\[\] = \[)/;
  if (!list.test(index)) throw new Error('The index of the family lists no signatures.');
  const imported = index.replace(/^(import type [^\n]*\n)/, `$1import ${name} from './${id}.ts';\n`);
  return imported.replace(list, `$1\n  ${name},`);
}
