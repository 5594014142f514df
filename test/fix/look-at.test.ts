import { describe, expect, it } from 'vitest';
import { lookAtStep, renderPlace } from '../../src/fix/look-at.ts';

describe('lookAtStep', () => {
  it('shows the lines around the one that was named, from the root of the source', () => {
    const [step] = lookAtStep({ path: '/codebuild/output/src1/src/api/main.go', line: '3' });

    expect(step?.command).toBe('sed -n 1,8p api/main.go');
  });

  it('shows the last changes of the file where no line was named', () => {
    expect(lookAtStep({ path: 'a b.c' })[0]?.command).toBe("git log -3 -p -- 'a b.c'");
  });

  it('has nothing to show without a path', () => {
    expect(lookAtStep({})).toEqual([]);
    expect(renderPlace({})).toBe('');
    expect(renderPlace({ path: './x.c', line: '7' })).toBe(' at `x.c:7`');
  });
});
