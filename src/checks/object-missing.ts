import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { aside, type Check, confirmed, type Result, refuted } from './check.ts';
import { findNearest } from './nearest.ts';

/** Looks for a key among the names of a bucket: no object is read. */
export const objectMissing: Check<'object-missing'> = {
  permissions: ['s3:ListBucket'],
  asks: 'whether an object exists in S3, and what is called alike',
  word: ({ bucket, key }) => `Is there no object ${key} in ${bucket}?`,
  async ask({ s3 }, { bucket, key, isHint }) {
    const result = await look(s3, bucket, key);
    if (!isHint) return result;
    return result.result === 'confirmed' ? aside(result) : undefined;
  },
};

async function look(s3: S3Client, bucket: string, key: string): Promise<Result> {
  const folder = key.slice(0, key.lastIndexOf('/') + 1);
  const [[exact], around] = await Promise.all([listKeys(s3, bucket, key), listKeys(s3, bucket, folder)]);
  if (exact === key || (key.endsWith('/') && exact !== undefined))
    return refuted(`The object ${key} is there.`);
  const otherCase = around.find((name) => name.toLowerCase() === key.toLowerCase());
  const near = otherCase ?? findNearest(key, around);
  if (near) return confirmed(`There is no ${key}, but there is ${near}.`, { near });
  const other = around.length > 0 ? `, which has ${around[0]}` : folder && ', nor anything in its folder';
  return confirmed(`There is no object ${key} in ${bucket}${other}.`);
}

async function listKeys(s3: S3Client, Bucket: string, Prefix: string): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 200 }));
  return Contents.flatMap((object) => object.Key ?? []);
}
