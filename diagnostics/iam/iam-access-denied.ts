import { askPermission } from '../../src/checks/ask-permission.ts';
import type { Question } from '../../src/checks/questions.ts';
import { explainDenial, getAccessSteps } from '../../src/fix/denial.ts';
import { getCommandStatements, getFurtherStatements, getNextSteps } from '../../src/fix/next-permissions.ts';
import type { Statement } from '../../src/fix/policy.ts';
import {
  CONSEQUENCES_OF_REFUSAL,
  getRefusedName,
  getRefusedStatements,
  refused,
} from '../../src/fix/refused.ts';
import {
  getDecodeSteps,
  getGrantAdvice,
  getRefusedCallsStep,
  isWholeMessage,
} from '../../src/fix/refused-calls.ts';
import { getReportStatement, isReportAction } from '../../src/fix/report-groups.ts';
import type { Facts } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'iam-access-denied',
  family: 'iam',
  title: 'AWS refuses a call: the role lacks the permission',
  patterns: [
    ...refused('[a-z][\\w-]+:[A-Z][\\w*]*'),
    // EC2, which says what was refused only to those who may decode it.
    /Encoded authorization failure message: (?<message>[\w-]{20,})/,
    /(?:[Nn]ot authorized to perform this operation|UnauthorizedOperation\b)/,
    // CloudFormation, of a resource.
    /\bAPI: (?<action>[a-z][\w-]+:[A-Z]\w+) (?:Access Denied|You are not|Unauthorized|Not authorized)/,
    // AWS CLI and boto3; SDK for Go 2; SDK for Java.
    /\((?:AccessDenied(?:Exception)?|AuthorizationError(?:Exception)?|UnauthorizedException|NotAuthorized(?:Exception)?|AccessDeniedFault|ForbiddenException)\) when calling the (?<operation>\w+) operation/,
    /operation error [\w ]+: (?<operation>\w+), .{0,300}(?:api error )?(?:AccessDenied|UnauthorizedOperation|AuthorizationError)/,
    /Status Code: 40[03][;,] Error Code: (?:AccessDenied|UnauthorizedOperation|AuthorizationError|NotAuthorized)/,
    /(?:does not|doesn't) have (?:sufficient |the )?permissions? to (?:call|perform|execute):? (?<action>[a-z][\w-]+:[A-Z]\w+)/,
    // Other SDKs; not Java's file system, whose exception is called alike.
    {
      line: /^(?!.*(?:\b[Cc]ache\b|determine the default AWS account))(?:.*[\s("'])?(?:AccessDenied(?:Exception)?|AuthorizationErrorException): \S/,
      strength: 'likely',
    },
    { line: /HandlerErrorCode: AccessDenied/, strength: 'likely' },
    { line: /^\s*(?:\W{0,3}(?:Error|ERROR|error):? )?Access ?Denied\.?\s*$/, strength: 'likely' },
  ],
  above: CONSEQUENCES_OF_REFUSAL,
  checks: (situation) => {
    const { facts } = situation;
    if (!facts.action) return askDecoded(facts);
    return [askPermission(facts, [...getStatements(situation), ...getCommandStatements(situation)])];
  },
  sharedBy: ['action'],
  explain: (situation) => {
    const { action, operation, resource } = situation.facts;
    const what = action ?? (operation && `the operation ${operation}`);
    if (!what)
      return `AWS refuses a call of ${lower(getRefusedName(situation))}; the log does not say which.`;
    const on = resource && resource !== '*' ? ` on ${resource}` : '';
    return `${getRefusedName(situation)} may not do ${what}${on}.${explainDenial(situation.facts)}`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
    if (!facts.action)
      return [
        ...getDecodeSteps(facts),
        getRefusedCallsStep(build),
        getGrantAdvice(getRefusedName(situation)),
      ];
    const statements = [...getStatements(situation), ...getFurtherStatements(facts)];
    return [
      ...getAccessSteps({ role: facts.principal, policyName: 'faultline-access', statements }, facts, build),
      ...getNextSteps(situation),
      ...getDecodeSteps(facts),
    ];
  },
});

function getStatements(situation: Situation): Statement[] {
  const { facts, build } = situation;
  return isReportAction(facts.action ?? '')
    ? [getReportStatement(facts, build)]
    : getRefusedStatements(situation);
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** A message as long as a fact may be is cut, and cannot be decoded. */
function askDecoded({ message }: Facts): Question[] {
  return message && isWholeMessage(message) ? [{ kind: 'refusal-encoded', message }] : [];
}
