import type { Signature } from '../../src/signature.ts';
import awsCliUsage from './aws-cli-usage.ts';
import cdkBootstrapMissing from './cdk-bootstrap-missing.ts';
import cdkSynthFailed from './cdk-synth-failed.ts';
import cloudformationCapabilities from './cloudformation-capabilities.ts';
import cloudformationStackFailed from './cloudformation-stack-failed.ts';
import cloudformationTemplateInvalid from './cloudformation-template-invalid.ts';
import codedeployFailed from './codedeploy-failed.ts';
import deployToolConfigInvalid from './deploy-tool-config-invalid.ts';
import ecsDeployFailed from './ecs-deploy-failed.ts';
import kubernetesFailed from './kubernetes-failed.ts';
import kubernetesUnauthorized from './kubernetes-unauthorized.ts';
import resourceNotFound from './resource-not-found.ts';
import samBuildFailed from './sam-build-failed.ts';
import serverlessFrameworkFailed from './serverless-framework-failed.ts';
import terraformFailed from './terraform-failed.ts';
import terraformInitFailed from './terraform-init-failed.ts';
import terraformStateLocked from './terraform-state-locked.ts';

/** The family `deploy`, specific before generic. */
export const deploy: readonly Signature[] = [
  cloudformationCapabilities,
  cdkBootstrapMissing,
  cloudformationTemplateInvalid,
  terraformStateLocked,
  terraformInitFailed,
  kubernetesUnauthorized,
  ecsDeployFailed,
  codedeployFailed,
  awsCliUsage,
  deployToolConfigInvalid,
  resourceNotFound,
  cdkSynthFailed,
  samBuildFailed,
  serverlessFrameworkFailed,
  terraformFailed,
  kubernetesFailed,
  cloudformationStackFailed,
];
