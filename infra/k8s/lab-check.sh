#!/bin/bash
# Applies all overlays to a real API server with strict validation, sees them roll out and renders each skaffold profile.
#   LAB=~/.cache/k8s-lab infra/k8s/lab-check.sh [FOLDER]
# $LAB/bin holds skaffold; FOLDER holds up.sh and down.sh that start and stop an API server with fake nodes (kwok).
# Without FOLDER, KUBECONFIG names such a server that is already up. A cluster with real nodes is refused.
set -euo pipefail
cd "$(dirname "$0")/../.."
lab=${LAB:-$HOME/.cache/k8s-lab}
[ -d "$lab/bin" ] || { echo "Skipped: there is no $lab/bin, so no API server to check against."; exit 0; }
export PATH="$PATH:$lab/bin" SKAFFOLD_UPDATE_CHECK=false SKAFFOLD_INTERACTIVE=false
work=$(mktemp -d)
finish() {
  rm -rf "$work"
  if [ -n "${started:-}" ]; then "$started/down.sh" "$lab/state"; fi
}
trap finish EXIT

if [ -n "${1:-}" ]; then
  started=$(cd "$1" && pwd)
  "$started/up.sh" "$lab/state"
  export KUBECONFIG=$lab/state/kubeconfig
fi
: "${KUBECONFIG:?Give the folder of up.sh and down.sh, or KUBECONFIG.}"
if kubectl get nodes --selector 'type!=kwok' --output name | grep -q .; then
  echo 'Refused: this cluster has real nodes.' >&2
  exit 1
fi

step() { printf '\n== %s\n' "$*"; }
rendered() { kubectl kustomize "$1" 2>"$work/warnings" && { [ ! -s "$work/warnings" ] || { cat "$work/warnings" >&2; return 1; }; }; }
applied() { kubectl apply --server-side --validate=strict --filename "$1" 2>&1 | tee "$work/out" | tail -3; ! grep -i warning "$work/out"; }
rolled_out() {
  kubectl --namespace "$1" get deployment,statefulset --output name |
    xargs -I{} kubectl --namespace "$1" rollout status {} --timeout=120s
}

step 'skaffold render, each profile'
for profile in dev prod; do
  skaffold render --profile "$profile" --offline=true --digest-source=none >"$work/skaffold-$profile.yaml" 2>"$work/err" || { cat "$work/err"; exit 1; }
  echo "$profile: $(grep -c '^kind:' "$work/skaffold-$profile.yaml") objects"
done

step 'dev'
infra/k8s/dev-secrets.sh
for i in 1 2 3; do
  printf -- '---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {name: lab-%s}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /lab}}\n' "$i"
done | kubectl apply --filename - >"$work/out"
rendered infra/k8s/overlays/dev >"$work/dev.yaml"
applied "$work/dev.yaml"
rolled_out turnout-dev

step 'prod, with the secrets as README.md makes them'
applied infra/k8s/base/namespace.yaml
sed -n '/^# secrets: begin/,/^# secrets: end/p' infra/k8s/README.md >"$work/secrets.sh"
(cd "$work" && MONGO=mongodb://m MONGO_OPTIONS=replicaSet=rs0 NATS_URL=nats://n REDIS_URL=redis://r SMTP_URL=smtp://s \
  STRIPE_SECRET_KEY=sk STRIPE_PUBLISHABLE_KEY=pk STRIPE_WEBHOOK_SECRET=whsec bash -eu secrets.sh 2>/dev/null)
rendered infra/k8s/overlays/prod >"$work/prod.yaml"
applied "$work/prod.yaml"
for hpa in $(kubectl --namespace turnout get hpa --output name); do
  deployment=deployment/${hpa#*/}
  kubectl --namespace turnout wait "$deployment" --for=jsonpath='{.spec.replicas}'=2 --timeout=60s
done
rolled_out turnout
kubectl --namespace turnout get deployments,pdb

step 'prod with the Gateway API'
rendered infra/k8s/test/gateway-api >"$work/gateway-api.yaml"
kubectl apply --server-side --validate=strict --dry-run=server --filename "$work/gateway-api.yaml" | grep gateway.networking

step 'a pod that asks for more than ours is refused'
if kubectl --namespace turnout run intruder --image=busybox:1.36 --privileged 2>"$work/out"; then exit 1; else tail -1 "$work/out" | cut -c1-120; fi
printf '\nAll of it held.\n'
