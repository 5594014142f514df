import { describe, expect, it } from 'vitest';
import { type Commit, countAhead } from '../../src/checks/count-ahead.ts';

/** `d:c,b` is commit d with the parents c and b. */
const parse = (text: string): Commit[] =>
  text.split(' ').map((word) => {
    const [sha = '', parents = ''] = word.split(':');
    return { sha, parents: parents.split(',').map((parent) => ({ sha: parent })) };
  });

describe('the commits from one to another', () => {
  it.each([
    ['of a straight line', 'd:c c:b b:a a:older', 'a', 'd', 3],
    ['with a branch that was merged', 'm:c,x c:a x:a a:older', 'a', 'm', 3],
    ['of which one had the branch already', 'm:c,x c:x x:a a:older', 'c', 'm', 1],
    ['of the same commit', 'b:a a:older', 'b', 'b', undefined],
    ['of one that came later', 'b:a a:older', 'b', 'a', undefined],
    ['of one that is not listed', 'b:a a:older', 'gone', 'b', undefined],
    ['of a branch that began before the list', 'm:c,x c:a x:older a:old', 'a', 'm', undefined],
  ])('are counted: %s', (_, commits, before, after, count) => {
    expect(countAhead(parse(commits), before, after)).toBe(count);
  });
});
