/** What is wrong with a file of signatures: where, and what would be right. */
export interface Problem {
  /** 1-based. */
  line: number;
  column: number;
  /** `signatures[2].fix[0].command`; empty where it is the file as a whole. */
  field: string;
  message: string;
}

/** `signatures.yml:12:5 signatures[2].title: is missing ...`, as compilers and editors write it. */
export function renderProblem(file: string, { line, column, field, message }: Problem): string {
  return `${file}:${line}:${column} ${field === '' ? '' : `${field}: `}${message}`;
}

/** A path as a field. */
export function renderField(path: readonly PropertyKey[]): string {
  return path.reduce<string>((field, key) => {
    if (typeof key === 'number') return `${field}[${key}]`;
    const name = /^\w+$/.test(String(key)) ? String(key) : JSON.stringify(String(key).slice(0, 40));
    return field === '' ? name : `${field}.${name}`;
  }, '');
}
