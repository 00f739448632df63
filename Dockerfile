FROM node:20-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY . .
RUN node tools/install.mjs \
  && node tools/build-web.mjs \
  && node tools/build-programs.mjs \
  && npm prune --omit=dev \
  && mkdir -p /data

FROM node:20-slim
WORKDIR /app
ENV NODE_ENV=production \
  NEXT_TELEMETRY_DISABLED=1 \
  HOST=0.0.0.0 \
  PORT=8010 \
  COMMERCE_DATA_DIR=/data
COPY --from=build --chown=node:node /app /app
COPY --from=build --chown=node:node /data /data
USER node
VOLUME /data
EXPOSE 8010
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/programs/commerce.mjs"]
CMD ["web"]
