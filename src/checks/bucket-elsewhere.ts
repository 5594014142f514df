import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { type Check, confirmed, isError, refuted, unknown } from './check.ts';

/** Asks S3 where a bucket is. One of another account does not tell; one of another region does. */
export const bucketElsewhere: Check<'bucket-elsewhere'> = {
  permissions: ['s3:ListBucket'],
  asks: 'whether a bucket exists, and in which region',
  word: ({ bucket }, build) => `Is the bucket ${bucket} missing, or not in ${build.region}?`,
  async ask({ s3 }, { bucket }, build) {
    try {
      const { BucketRegion } = await s3.send(new HeadBucketCommand({ Bucket: bucket }));
      if (!BucketRegion) return unknown('Not checked: S3 does not say where it is.');
      return BucketRegion === build.region
        ? refuted(`The bucket ${bucket} is in ${build.region}.`)
        : confirmed(`The bucket ${bucket} is in ${BucketRegion}; the build runs in ${build.region}.`, {
            region: BucketRegion,
          });
    } catch (error) {
      if (isError(error, 'NotFound', 'NoSuchBucket')) return confirmed(`There is no bucket ${bucket}.`);
      // A HEAD is refused without words.
      if (isError(error, '403', 'Forbidden', 'AccessDenied', 'Unknown', 'UnknownError'))
        return unknown(
          "Not checked: the bucket is of another account, or Faultline's role may not do s3:ListBucket.",
        );
      throw error;
    }
  },
};
