# The app in a container, as docs/serving.md tells: slim, as no user of the host, its results in the volume /results.
# It listens inside the container alone: publish the port to your own machine, `-p 127.0.0.1:8501:8501`, or to a proxy.
FROM python:3.11-slim-bookworm AS wheel
WORKDIR /source
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY sim sim
COPY scenarios scenarios
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheel .

FROM python:3.11-slim-bookworm
COPY constraints.txt /wheel/
COPY --from=wheel /wheel/*.whl /wheel/
RUN pip install --no-cache-dir --constraint /wheel/constraints.txt /wheel/*.whl \
    && useradd --uid 10001 --create-home --shell /usr/sbin/nologin salient \
    && install --directory --owner salient --group salient /results /home/salient/.cache
USER 10001:10001
WORKDIR /home/salient
ENV SALIENT_RESULTS=/results PYTHONUNBUFFERED=1
VOLUME /results
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-c", \
    "from urllib.request import urlopen; assert urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4).read() == b'ok'"]
ENTRYPOINT ["salient"]
CMD ["app", "--no-browser", "--host", "0.0.0.0", "--port", "8501"]
