import { describe, expect, it } from 'vitest';
import { findReferenceVariables, getVariableSteps } from '../../src/fix/image-variables.ts';

describe('findReferenceVariables', () => {
  it.each([
    ['docker build -t "$USER_NAME/$APP:latest" .', '/:latest', ['USER_NAME', 'APP']],
    [`docker build -t \${REGISTRY}/\${APP}:latest .`, '/web:latest', ['REGISTRY']],
    ['docker buildx build --tag=$REPO:$TAG --push .', 'acme/web:', ['TAG']],
    ['docker tag $REPO:latest $REPO:$TAG', 'acme/web:', ['TAG']],
  ])('finds what was empty in %s', (command, reference, names) => {
    expect(findReferenceVariables(command, reference)).toEqual(names);
  });

  it('names all of them where the word cannot be laid over the reference', () => {
    expect(findReferenceVariables('docker push $REPO:$TAG', undefined)).toEqual(['REPO', 'TAG']);
    expect(findReferenceVariables('docker build -t $A$B:1 .', ':1')).toEqual(['A', 'B']);
  });

  it('finds none without a command, or in one without variables', () => {
    expect(findReferenceVariables(undefined, '/:latest')).toEqual([]);
    expect(findReferenceVariables('docker build -t MyApp:1 .', 'MyApp:1')).toEqual([]);
  });

  it('takes a value that is wrong, not empty, for what it is', () => {
    const command = 'docker build -t $NAME:$CODEBUILD_SOURCE_VERSION .';
    expect(findReferenceVariables(command, 'web:arn:aws:s3:::b/k')).toEqual([
      'NAME',
      'CODEBUILD_SOURCE_VERSION',
    ]);
  });
});

describe('getVariableSteps', () => {
  it('puts the variables into the buildspec, and says where the account id comes from', () => {
    const steps = getVariableSteps(['AWS_ACCOUNT_ID', 'TAG'], undefined);
    expect(steps[0]?.patch).toContain('+    TAG: /YOUR_APP/TAG\n');
    expect(steps[0]?.verify).toBe('test -n "$AWS_ACCOUNT_ID" && test -n "$TAG"');
    expect(steps[1]?.command).toContain('CODEBUILD_BUILD_ARN');
  });
});
