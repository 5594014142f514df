import { describe, expect, it } from 'vitest';
import { matchesPattern } from './index.ts';

const event = {
  source: 'aws.codebuild',
  'detail-type': 'CodeBuild Build State Change',
  region: 'eu-central-1',
  resources: [
    'arn:aws:codebuild:eu-central-1:111122223333:build/a:1',
    'arn:aws:codebuild:eu-central-1:111122223333:build/b:2',
  ],
  detail: {
    'build-status': 'FAILED',
    'project-name': 'Flask-App',
    number: 42,
    nothing: null,
    empty: '',
    'additional-information': {
      initiator: 'codepipeline/flask',
      phases: [{ type: 'BUILD' }, { type: 'POST_BUILD' }],
    },
  },
};

const status = (choice: unknown) => ({ detail: { 'build-status': [choice] } });
const name = (choice: unknown) => ({ detail: { 'project-name': [choice] } });
const number = (...choice: unknown[]) => ({ detail: { number: [{ numeric: choice }] } });

describe('a pattern that matches', () => {
  it.each<[string, Record<string, unknown>]>([
    ['is empty', {}],
    ['names a value exactly', { source: ['aws.codebuild'] }],
    ['names one of several values', { detail: { 'build-status': ['FAULT', 'FAILED'] } }],
    ['names a value of an array', { resources: ['arn:aws:codebuild:eu-central-1:111122223333:build/b:2'] }],
    ['names null', { detail: { nothing: [null] } }],
    ['names the empty string', { detail: { empty: [''] } }],
    ['names a number', { detail: { number: [42] } }],
    [
      'goes into the objects of an array',
      { detail: { 'additional-information': { phases: { type: ['POST_BUILD'] } } } },
    ],
    ['names a prefix', { resources: [{ prefix: 'arn:aws:codebuild:' }] }],
    ['names a prefix whatever its case', name({ prefix: { 'equals-ignore-case': 'flask' } })],
    ['names a suffix', name({ suffix: 'App' })],
    ['names a value whatever its case', name({ 'equals-ignore-case': 'flask-app' })],
    ['leaves a value out', status({ 'anything-but': 'SUCCEEDED' })],
    ['leaves several values out', status({ 'anything-but': ['SUCCEEDED', 'IN_PROGRESS'] })],
    ['leaves a prefix out', status({ 'anything-but': { prefix: 'SUCC' } })],
    ['leaves several suffixes out', status({ 'anything-but': { suffix: ['EDED', 'OUT'] } })],
    ['has a wildcard', name({ wildcard: 'F*k-*' })],
    ['has a star that is meant', { detail: { 'build-status': [{ wildcard: 'FAI\\*' }, 'FAILED'] } }],
    ['wants a field', { detail: { number: [{ exists: true }] } }],
    ['wants a field not to be there', { detail: { other: [{ exists: false }] } }],
    ['wants a deep field not to be there', { detail: { other: { deep: [{ exists: false }] } } }],
    ['has a range', number('>', 41, '<=', 42)],
    ['has an equal number', number('=', 42)],
    ['has one of several whole patterns', { $or: [{ source: ['x'] }, { region: ['eu-central-1'] }] }],
  ])('%s', (_, pattern) => {
    expect(matchesPattern(pattern, event)).toBe(true);
  });
});

describe('a pattern that does not match', () => {
  it.each<[string, Record<string, unknown>]>([
    ['names another value', { source: ['aws.ec2'] }],
    ['differs by case', { source: ['AWS.codebuild'] }],
    ['matches in one field only', { source: ['aws.codebuild'], region: ['us-east-1'] }],
    ['names a number as text', { detail: { number: ['42'] } }],
    ['names a field that is not there', { detail: { other: ['x'] } }],
    ['leaves a value out that is not there', { detail: { other: [{ 'anything-but': 'x' }] } }],
    ['leaves out the value that is there', status({ 'anything-but': ['FAILED'] })],
    ['leaves out the prefix that is there', status({ 'anything-but': { prefix: 'FAI' } })],
    ['has a wildcard for something else', name({ wildcard: '*-lib' })],
    ['has a dot that is no wildcard', name({ wildcard: 'Flask.App' })],
    ['is out of the range', number('>', 42)],
    ['has a range for text', { detail: { 'build-status': [{ numeric: ['>', 0] }] } }],
    ['wants a field that is not there', { detail: { other: [{ exists: true }] } }],
    ['has none of several whole patterns', { $or: [{ source: ['x'] }, { region: ['y'] }] }],
  ])('%s', (_, pattern) => {
    expect(matchesPattern(pattern, event)).toBe(false);
  });
});

it('refuses an operator or a leaf that EventBridge does not have', () => {
  expect(() => matchesPattern(status({ regex: '.*' }), event)).toThrow(/operator 'regex'/);
  expect(() => matchesPattern(number('~', 1), event)).toThrow(/comparison '~'/);
  expect(() => matchesPattern({ source: 'aws.codebuild' }, event)).toThrow(/must be a list/);
});
