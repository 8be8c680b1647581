# One recipe for every service, and for the payment sandbox and the mail catcher.
#   docker build -f infra/docker/service.Dockerfile --build-arg SERVICE=orders -t turnout-orders .
# SERVICE is the folder of the workspace: auth, orders, infra/sandbox, ...
# Targets: production (default) runs the compiled code; dev runs the sources and restarts when one changes.

FROM node:20-bookworm-slim AS node
WORKDIR /app

# npm ci needs the manifests of the workspaces that it installs, and of no other: a change elsewhere leaves these layers alone.
FROM node AS manifests
ARG SERVICE
COPY package.json package-lock.json .npmrc ./
COPY common/package.json common/
COPY ${SERVICE}/package.json ${SERVICE}/

FROM manifests AS sources
ARG SERVICE
RUN --mount=type=cache,target=/root/.npm npm ci
COPY tsconfig.base.json ./
# Owned by the user that runs: a dev container receives changed sources as that user.
COPY --chown=1000:1000 common/tsconfig.json common/
COPY --chown=1000:1000 common/src common/src
COPY --chown=1000:1000 ${SERVICE}/tsconfig.json ${SERVICE}/
COPY --chown=1000:1000 ${SERVICE}/src ${SERVICE}/src

FROM sources AS dev
ARG SERVICE
WORKDIR /app/${SERVICE}
USER 1000:1000
EXPOSE 3000
CMD ["node", "/app/node_modules/tsx/dist/cli.mjs", "watch", "--conditions=source", "src/main.ts"]

FROM sources AS build
ARG SERVICE
RUN npx tsc -b common ${SERVICE}

FROM manifests AS production-dependencies
ARG SERVICE
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --workspace ${SERVICE}

FROM node AS production
ARG SERVICE
ENV NODE_ENV=production
COPY --from=production-dependencies /app ./
COPY --from=build /app/common/dist common/dist
COPY --from=build /app/${SERVICE}/dist ${SERVICE}/dist
WORKDIR /app/${SERVICE}
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
EXPOSE 3000
# Exec form: node is process 1 and gets SIGTERM itself, which starts the service's drain.
CMD ["node", "--enable-source-maps", "dist/main.js"]
