/// The example of the format's description, as far as this version of Pawl supports it.
let membership = """
    pawl: 1                              # version of this format
    name: membership
    environment: staging
    service:
      build: ./build
      start: python3 service.py
      ready: GET /health
      ready_within: 10s
      data:
        seed: python3 seed.py
        copy: default
        drop: default
        migrate: [python3, migrate.py]
        fingerprint: python3 fingerprint.py
        count:
          members:  { run: python3 count.py member,  at_least: 5000 }
          payments: { run: python3 count.py payment, at_least: 25000 }
    values:
      member: 1..5000
      term: [john, amsterdam, active, "2025"]
    operations:
      member-measurement: "GET /members/{member}/measurement"
      payment-history: "GET /members/{member}/payments?limit=20"
      search: "GET /search?q={term}&limit=20"
      record-payment:
        request: "POST /members/{member}/payments"
        json: { amount: 25.00 }
        expect: 201
        then: "GET /payments/{response.id}"        # read-after-write belongs to the operation
      unknown-member: { request: "GET /members/999999", expect: 404 }
    metrics:
      queries:      { header: X-Query-Count, unit: count }
      health_score: { json: /score, of: "GET /health", better: higher }
    groups:
      reads: [member-measurement, payment-history, search]
    stages:
      - baseline:
          cycles: 5
          rules:
            - mean(queries) in 1..10 for reads
            - median(response_time) in 0.01ms..100ms for reads
            - health_score in 85..100
      - compat:
          errors: probe
      - regress:
          rules:
            - median(response_time) <= +5% or +0.02ms
            - { rule: "p95(response_time) <= 15ms for reads", warn: 10ms }
            - mean(queries) <= +0
            - mean(queries) <= 5 for member-measurement
            - health_score >= 95
            - errors == 0
      - memory:
          at_least: 30s
          cleanup: { every: 20, request: "POST /cleanup" }
          rules:
            - steady(memory) <= 100MB
            - peak(memory) <= 150MB
            - growth(memory) <= 1KB/op
            - retained(memory) <= 10MB
      - scale:
          users: 5
          operations_per_user: 20
          rules:
            - p95(response_time) <= 50ms
            - max(queries) <= 10
            - errors == 0
      - deploy: { run: ./deploy, within: 10m }
      - watch:
          url: http://127.0.0.1:8080
          operations: [search]
          before: 2m
          for: 10m
          every: 15s
          sustained: 3 of 5
          on_inconclusive: rollback
          rules: [ "p95(response_time) <= +20% or +5ms", "errors <= 1%" ]
    rollback:
      scripts: rollback/membership
      deployed: ./deployed-revision
      within: 5m

    """
