import * as z from 'zod';

/** What the worker is to be handed. serverless.yml says why green builds are in it. */
export const BUILD_PATTERN = {
  source: ['aws.codebuild'],
  'detail-type': ['CodeBuild Build State Change'],
  detail: { 'build-status': ['FAILED', 'FAULT', 'TIMED_OUT', 'STOPPED', 'SUCCEEDED'] },
};

const patternSchema = z.looseObject({
  source: z.array(z.unknown()).optional(),
  'detail-type': z.array(z.unknown()).optional(),
  detail: z.looseObject({ 'build-status': z.array(z.unknown()).optional() }).optional(),
});

/** Why a pattern lets failed builds through to nobody, or nothing. Takes the pattern of a rule. */
export function findPatternFault(pattern: unknown): string | undefined {
  const parsed = patternSchema.safeParse(pattern);
  if (!parsed.success) return 'is empty or cannot be read';
  const { source, 'detail-type': detailType, detail } = parsed.data;
  if (source && !source.includes('aws.codebuild')) return 'is not about the source aws.codebuild';
  if (detailType && !detailType.includes('CodeBuild Build State Change'))
    return 'is not about CodeBuild Build State Change';
  const statuses = detail?.['build-status'];
  const missing = statuses ? ['FAILED', 'FAULT', 'TIMED_OUT'].filter((each) => !statuses.includes(each)) : [];
  return missing.length > 0 ? `lets no build through that ends ${missing.join(' or ')}` : undefined;
}
