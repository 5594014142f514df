import { describe, expect, it } from 'vitest';
import { getMisplacedSteps, getPathInSource } from '../../src/fix/misplaced.ts';

const requirements = { path: 'requirements.txt', command: 'pip install -r requirements.txt' };

describe('the way to a misplaced file', () => {
  it('starts with the command that finds it', () => {
    const [first, second] = getMisplacedSteps(requirements, { facts: {} });
    expect(first?.command).toBe("git ls-files '*requirements.txt'");
    expect(second?.patch).toContain('+      - cd YOUR_DIRECTORY_OF_REQUIREMENTS_TXT\n');
  });

  it('is a cd once the place is known', () => {
    const facts = { found: 'day14/simple_python_app/requirements.txt' };
    const [step] = getMisplacedSteps(requirements, { facts });
    expect(step?.patch).toContain('+      - cd day14/simple_python_app\n       - pip');
  });

  it('goes from the root where a tool named the directory that it stood in', () => {
    const missing = { path: '/codebuild/output/src1/src/web/package.json', command: 'npm ci' };
    const [step] = getMisplacedSteps(missing, { facts: { found: 'app/package.json' } });
    expect(step?.patch).toContain('+      - cd "$CODEBUILD_SRC_DIR"/app\n');
  });

  it('goes back to the root for a file that lies there', () => {
    const [step] = getMisplacedSteps(requirements, { facts: { found: 'requirements.txt' } });
    expect(step?.patch).toContain('+      - cd "$CODEBUILD_SRC_DIR"\n');
  });

  it('corrects the path in the command where no directory leads to it', () => {
    const missing = { path: 'ci/requirements.txt', command: 'pip install -r ci/requirements.txt' };
    const [step] = getMisplacedSteps(missing, { facts: { found: 'src/requirements.txt' } });
    expect(step?.patch).toContain('+      - pip install -r src/requirements.txt\n');
  });

  it('renames a file that is written in other letters', () => {
    const missing = { path: 'Dockerfile', command: 'docker build .' };
    const [step] = getMisplacedSteps(missing, { facts: { found: 'app/dockerfile' } });
    expect(step?.command).toMatch(/^git mv app\/dockerfile app\/Dockerfile && /);
  });

  it('names the other places too', () => {
    const steps = getMisplacedSteps(requirements, {
      facts: { found: 'a/requirements.txt\nb/requirements.txt' },
    });
    expect(steps.at(-1)?.command).toBe('git show HEAD:b/requirements.txt');
  });

  it('quotes what the log says', () => {
    const [first] = getMisplacedSteps({ path: 'a; rm -rf $(x)', command: 'x' }, { facts: {} });
    expect(first?.command).toBe("git ls-files '*a; rm -rf $(x)'");
  });
});

describe('the path in the source', () => {
  it.each([
    ['/codebuild/output/src285684034/src/fe/Dockerfile', 'fe/Dockerfile'],
    ['/codebuild/output/src1/src/github.com/me/app/x.txt', 'x.txt'],
    ['/codebuild/output/src1/src/git-codecommit.us-east-2.amazonaws.com/v1/repos/shop/a/x.txt', 'a/x.txt'],
    ['/codebuild/output/src2740/src/s3/00/buildspecs/build.yml', 'buildspecs/build.yml'],
    ['/codebuild/output/srcDownload/src/x.txt', 'x.txt'],
    ['./././x.txt', 'x.txt'],
    ['x.txt', 'x.txt'],
  ])('of %s is %s', (path, expected) => {
    expect(getPathInSource(path)).toBe(expected);
  });
});
