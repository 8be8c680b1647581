import { param, route } from '@turnout/common/http';
import request from 'supertest';
import { z } from 'zod';
import { startApp } from './start-app.ts';

interface Operation {
  summary: string;
  security?: unknown[];
  parameters: { name: string; in: string; required: boolean; schema: Record<string, unknown> }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: Record<string, unknown> }> }
  >;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

const thing = z.object({ id: z.string(), at: z.iso.datetime().nullable() });
const handler = async () => ({ status: 200 });
const { app } = startApp([
  route({
    method: 'get',
    path: '/api/things',
    summary: 'List',
    access: 'anyone',
    query: { limit: param.int({ min: 1, max: 100 }).default(50) },
    answers: z.object({ items: z.array(thing) }),
    handler,
  }),
  route({
    method: 'post',
    path: '/api/things',
    summary: 'Create',
    access: 'promoter',
    idempotent: true,
    body: z.strictObject({
      name: z.string().trim().max(5),
      when: z.iso.datetime().transform((text) => new Date(text)),
    }),
    answers: thing,
    handler,
  }),
  route({
    method: 'patch',
    path: '/api/things/:thingId/parts/:partId',
    summary: 'Change',
    access: 'user',
    params: { thingId: param.id(), partId: param.id() },
    headers: { 'X-Pass': param.text({ max: 9 }).optional() },
    handler,
  }),
]);

describe('/openapi.json', () => {
  let document: Document;
  beforeAll(async () => {
    document = (await request(app).get('/openapi.json').expect(200)).body as Document;
  });

  test('When it is asked for, then it is OpenAPI 3.1 with every route and method', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toEqual({ title: expect.any(String), version: expect.any(String) });
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(operations.sort()).toEqual([
      'get /api/things',
      'patch /api/things/{thingId}/parts/{partId}',
      'post /api/things',
    ]);
  });

  test('When a route has parameters, then path ones are required, and every one in the path is described', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const operation of Object.values(methods)) {
        const described = operation.parameters.filter((one) => one.in === 'path');
        expect(described.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
        expect(described.every(({ required }) => required)).toBe(true);
        expect(new Set(operation.parameters.map(({ name, in: place }) => `${place} ${name}`)).size).toBe(
          operation.parameters.length,
        );
      }
    }
    expect(document.paths['/api/things']?.['get']?.parameters).toEqual([
      {
        name: 'limit',
        in: 'query',
        required: false,
        schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
      },
    ]);
  });

  test('When a route has a body, then its schema is what is checked, unknown fields refused', () => {
    const create = document.paths['/api/things']?.['post'];
    expect(create?.requestBody?.content['application/json']?.schema).toMatchObject({
      type: 'object',
      required: ['name', 'when'],
      additionalProperties: false,
      properties: { name: { type: 'string', maxLength: 5 }, when: { type: 'string', format: 'date-time' } },
    });
    expect(create?.parameters.map(({ name }) => name)).toEqual(['Idempotency-Key']);
  });

  test('When a route needs a sign-in, then it says how; otherwise not', () => {
    expect(document.paths['/api/things']?.['get']?.security).toBeUndefined();
    expect(document.paths['/api/things']?.['post']?.security).toEqual([{ bearer: [] }, { cookie: [] }]);
    expect(Object.keys(document.components.securitySchemes)).toEqual(['bearer', 'cookie']);
  });

  test('When a route answers, then good and bad answers are described, and every reference leads somewhere', () => {
    const text = JSON.stringify(document);
    for (const methods of Object.values(document.paths)) {
      for (const { summary, responses } of Object.values(methods)) {
        expect(summary).not.toBe('');
        expect(Object.keys(responses).sort()).toEqual(['2XX', '400', '401', '403', '404', '409']);
        for (const answer of Object.values(responses)) expect(answer.description).not.toBe('');
      }
    }
    expect(new Set(text.match(/"\$ref":"[^"]+"/g))).toEqual(
      new Set(['"$ref":"#/components/schemas/Errors"']),
    );
    expect(document.components.schemas).toHaveProperty('Errors');
  });
});
