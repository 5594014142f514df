import type { Build, Facts, FixStep } from '../model.ts';
import { findRegion } from './arn.ts';
import { placeholder, raw, sh } from './shell.ts';

/**
 * The step that lists the calls of a build that AWS answered with an error: the session of a build is named after it.
 * CloudTrail has them some minutes later. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-cli.html
 */
export function getRefusedCallsStep(build: Build | undefined): FixStep {
  const session = `AWSCodeBuild-${build?.id.split(':').at(-1) ?? placeholder('build_uuid')}`;
  const region = findRegion(build);
  return {
    title: 'See which calls of the role were refused in this build (CloudTrail has them after some minutes)',
    command: sh`aws cloudtrail lookup-events --lookup-attributes ${`AttributeKey=Username,AttributeValue=${session}`} --query ${"Events[?contains(CloudTrailEvent, 'errorCode')].[EventTime,EventSource,EventName]"} --output text${raw(region ? sh` --region ${region}` : '')}`,
    changes: false,
  };
}

/**
 * Of a line 4,096 characters are matched, with some hundred before the message: a longer one may be cut, and cannot be
 * decoded. Those of EC2 have some 700 to 2,500.
 */
const MAX_WHOLE = 3400;

/** Whether an encoded message was not cut. */
export function isWholeMessage(message: string): boolean {
  return message.length < MAX_WHOLE;
}

/**
 * The step that decodes what EC2 says of a refusal; none where it said nothing.
 * https://docs.aws.amazon.com/cli/latest/reference/sts/decode-authorization-message.html
 */
export function getDecodeSteps({ message }: Facts): FixStep[] {
  if (!message) return [];
  const encoded = isWholeMessage(message) ? message : placeholder('encoded_message');
  return [
    {
      title:
        'Decode what EC2 says about it: action, resource and the policies that decided (takes sts:DecodeAuthorizationMessage)',
      command: sh`aws sts decode-authorization-message --encoded-message ${encoded} --query DecodedMessage --output text`,
      changes: false,
    },
  ];
}

/** What to do once the refused call is known. */
export function getGrantAdvice(who: string): FixStep {
  return {
    title: `Then allow exactly that to ${who.charAt(0).toLowerCase()}${who.slice(1)}, on the resource that it is about`,
    changes: false,
  };
}
