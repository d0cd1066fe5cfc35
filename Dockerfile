# Proviso on Node: no build, no tools, nobody's shell. What it keeps is in /data; the rest of the image can be
# read-only. Settings come from the environment, secrets as files where NAME_FILE names them.

FROM node:24.21.0-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY client/package.json client/
RUN npm ci --omit=dev

FROM node:24.21.0-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8787 DATABASE_URL=sqlite:/data/proviso.sqlite NODE_COMPILE_CACHE=/tmp/proviso
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY migrations migrations
COPY public public
COPY docs docs
COPY src src
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8787
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["node", "--input-type=module", "--eval", "process.exit((await fetch(`http://127.0.0.1:${process.env.PORT}/readyz`)).ok ? 0 : 1)"]
CMD ["node", "--max-semi-space-size=8", "--heap-growing-percent=50", "--import", "./src/compile-cache.mjs", "src/node.ts"]
