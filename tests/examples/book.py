"""A small rulebook with everything that testing has to tell apart."""

BOOK = """rulebook: desk
relations: {told: {report: report, says: $report is told}}
rules:
  - id: far-off
    title: Somebody far away asserts it
    params: {far: 100 km}
    when:
      - report: {as: $report, claim: $claim, stance: asserts, basis: [hearsay, secondhand]}
      - any:
          - - distance: {from: $report.by.located_at, to: $claim.place, is: {above: $far}}
          - - source: {as: $source, access: remote}
            - $report.by: $source
      - none: [{report: {claim: $claim, basis: firsthand}}]
    unless:
      the report hedges:
        - report: {as: $report, hedged: true}
    then:
      - discounts: $report
        by: slight
        because: it comes from afar.
      - derive: {told: {report: $report}}
        because: it is told.
    examples:
      - name: an exile
        given:
          - claim: {id: c, text: The bridge is gone.}
          - source: {id: s, access: remote}
          - report: {id: r, claim: c, by: s, basis: hearsay}
        expect: [{discounts: r}, {derive: told}]
      - name: "an exile, who hedges"
        given:
          - claim: {id: c, text: The bridge is gone.}
          - source: {id: s, access: remote}
          - report: {id: r, claim: c, by: s, basis: hearsay, hedged: true}
        expect: []
  - id: sure
    title: A sure sign is missing
    when: [{expectation: {claim: $claim, seen: no, surely: {at_least: 0.9}}}]
    then:
      - opposes: $claim
        strength: strong
        because: it is not seen.
  - id: hearsay-only
    title: It is told and nobody saw it
    when:
      - claim: {as: $claim}
      - told: {report: $report}
      - report: {as: $report, claim: $claim}
    then:
      - withholds: $claim
        of: belief
        to: 0.4
        because: nobody saw it.
    examples:
      - name: nobody is far off
        given:
          - claim: {id: c, text: The bridge is gone.}
          - source: {id: s}
          - report: {id: r, claim: c, by: s}
        expect: [{withholds: c}]
      - name: "somebody is\\tfar off: 100%"
        given:
          - claim: {id: c, text: The bridge is gone.}
          - source: {id: s, access: remote}
          - report: {id: r, claim: c, by: s, basis: hearsay}
        expect: []
      - name: no facts
        given: [{claim: {id: c, text: The bridge is gone.}}]
        expect: []
"""
