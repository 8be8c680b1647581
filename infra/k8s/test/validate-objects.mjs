// Reads Kubernetes objects as a JSON array and writes what their published schemas say against them, as a JSON array of sentences.
// A program of its own, since the schemas come as ES modules only.
import { text } from 'node:stream/consumers';

/** Kinds that the API server learns from the Gateway API's own definitions; lab-check.sh validates them there. */
const fromElsewhere = ['gateway.networking.k8s.io/v1'];

async function complaint(object) {
  const { apiVersion, kind, metadata } = object;
  if (fromElsewhere.includes(apiVersion)) return [];
  try {
    const models = await import(`kubernetes-models/${apiVersion}`);
    if (models[kind] === undefined) throw new Error('no such kind');
    new models[kind](object).validate();
    return [];
  } catch (error) {
    return [`${apiVersion} ${kind} ${metadata.name}: ${error.message}`];
  }
}

const objects = JSON.parse(await text(process.stdin));
console.log(JSON.stringify((await Promise.all(objects.map(complaint))).flat()));
