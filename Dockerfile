# The product is a checkout: Node strips the types as it runs, there is nothing to build.
FROM node:24-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends chromium fonts-liberation && rm -rf /var/lib/apt/lists/*
WORKDIR /kim
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
RUN mkdir /data && chown node /data
USER node
ENV NODE_ENV=production
EXPOSE 8080
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health/live').then((r) => process.exit(r.ok ? 0 : 1))"]
CMD ["node", "plugin/main.ts", "serve", "--config", "/config"]
