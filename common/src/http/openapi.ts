// The OpenAPI document is read off the routes, so it cannot promise what the code does not check.
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Params } from './params.ts';
import type { Route } from './route.ts';

const errorBody = z.object({
  errors: z.array(z.object({ message: z.string(), code: z.string(), field: z.string().optional() })),
});
const errorStatuses = {
  400: 'Bad input',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not there, or not yours',
  409: 'State conflict',
};

export function sendOpenApi(title: string, routes: readonly Route[]): RequestHandler {
  const document = toOpenApi(title, routes);
  return (_request, response) => void response.json(document);
}

function toOpenApi(title: string, routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}').replace(/\*(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: toOperation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: `Turnout ${title}`, version: '1' },
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
      },
      schemas: { Errors: jsonSchema(errorBody) },
    },
  };
}

function toOperation(route: Route): Record<string, unknown> {
  const parameters = [
    ...describe(route.params, 'path'),
    ...describe(route.query, 'query'),
    ...describe(route.headers, 'header'),
    ...(route.idempotent
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            schema: { type: 'string', maxLength: 255 },
          },
        ]
      : []),
  ];
  const requestBody = route.body && {
    required: true,
    content: { 'application/json': { schema: jsonSchema(route.body) } },
  };
  const good = {
    description: 'Done',
    ...(route.answers ? { content: { 'application/json': { schema: jsonSchema(route.answers) } } } : {}),
  };
  const signedIn = route.access === 'user' || route.access === 'promoter';
  return {
    summary: route.summary,
    ...(signedIn ? { security: [{ bearer: [] }, { cookie: [] }] } : {}),
    parameters,
    ...(requestBody ? { requestBody } : {}),
    responses: { '2XX': good, ...errorResponses() },
  };
}

function describe(params: Params, place: string): unknown[] {
  return Object.entries(params).map(([name, declared]) => ({
    name,
    in: place,
    required: declared.required,
    schema: declared.schema,
  }));
}

function errorResponses(): Record<string, unknown> {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Errors' } } };
  return Object.fromEntries(
    Object.entries(errorStatuses).map(([status, description]) => [status, { description, content }]),
  );
}

function jsonSchema(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}
