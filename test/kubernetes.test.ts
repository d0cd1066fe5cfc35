import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { ROOT } from './support/node-service.ts';

const KINDS = [ConfigMap, Deployment, PodDisruptionBudget, Service];
const TEXT = readFileSync(join(ROOT, 'deploy/kubernetes.yaml'), 'utf8');

const read = (text: string) =>
  parseAllDocuments(text).map((one) => {
    expect(one.errors).toEqual([]);
    return one.toJS() as Document;
  });

type Document = { readonly apiVersion: string; readonly kind: string };

/**
 * What a cluster would refuse of a document: what Kubernetes' own schema of its kind does not take, and each field that
 * the schema does not know, since `kubectl apply` refuses those as well. A schema knows a field when it looks at it.
 */
function findWrong(document: Document): readonly string[] {
  const Kind = KINDS.find((one) => one.apiVersion === document.apiVersion && one.kind === document.kind);
  if (Kind === undefined) return [`there is no ${document.kind} of ${document.apiVersion}`];
  const looked = new Set<string>();
  try {
    Kind.prototype.validate.call(watched(document, '', looked) as never);
  } catch (error) {
    return [(error as Error).message];
  }
  return placesIn(document, '')
    .filter((place) => !looked.has(place))
    .map((place) => `${place} is not known`);
}

function watched<T extends object>(value: T, place: string, looked: Set<string>): T {
  return new Proxy(value, {
    get(of, name) {
      const inner: unknown = Reflect.get(of, name);
      if (typeof name === 'symbol' || !Object.hasOwn(of, name)) return inner;
      looked.add(`${place}/${name}`);
      return typeof inner === 'object' && inner !== null ? watched(inner, `${place}/${name}`, looked) : inner;
    },
  });
}

function placesIn(value: unknown, place: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    `${place}/${name}`,
    ...placesIn(inner, `${place}/${name}`),
  ]);
}

test('a cluster takes each part of deploy/kubernetes.yaml', () => {
  const parts = read(TEXT);
  expect(new Set(parts.map(({ kind }) => kind)).size).toBe(KINDS.length);
  expect(parts.flatMap(findWrong)).toEqual([]);
});

describe('a part is refused', () => {
  test.each<[string, string, string, RegExp]>([
    ['of a kind that there is not', 'kind: Service\n', 'kind: Servant\n', /^there is no Servant of v1$/],
    ['of another version', 'apiVersion: policy/v1\n', 'apiVersion: policy/v1beta1\n', /^there is no/],
    ['with a field that nobody knows', 'replicas: 2', 'replicsa: 2', /^\/spec\/replicsa is not known$/],
    [
      'with one deep inside',
      'readOnlyRootFilesystem:',
      'readonlyRootFilesystem:',
      /readonlyRootFilesystem is not known$/,
    ],
    ['with a number for a word', 'value: "off"', 'value: 0', /value must be string/],
    [
      'with a word for a number',
      'containerPort: 8787',
      'containerPort: http',
      /containerPort must be integer/,
    ],
    [
      'without what it must have',
      'name: proviso\n          image:',
      'image:',
      /must have required property name$/,
    ],
    ['with a memory that is none', 'memory: 256Mi', 'memory: [256]', /memory/],
  ])('%s', (_, right, wrong, told) => {
    const broken = read(TEXT.replace(right, wrong)).flatMap(findWrong);
    expect(broken).toEqual([expect.stringMatching(told)]);
  });
});
