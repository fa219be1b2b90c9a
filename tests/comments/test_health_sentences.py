"""What people ordinarily write below an article about health passes: its drugs, doses, body parts and feelings."""

import pytest

from comments.findings import Kind, Outcome
from comments.pipeline import assess
from comments.submission import Submission

SENTENCES = """
I have taken 20 mg of citalopram for six years and it gave me my life back.
My GP put me on metformin 500 mg twice a day, and the stomach cramps went after a week.
Thank you for this, I cried when I read it because it is exactly how I feel.
Ibuprofen gives me heartburn, so I take paracetamol for my knee instead.
Has anybody else lost hair on levothyroxine?
The specialist said my socialist uncle and I share the same thyroid problem.
After my mastectomy I could not look at my chest for months.
My mum has had Parkinson's for eleven years and still does the crossword.
Viagra never worked for me, but the pelvic floor exercises did.
I am scared of the MRI because I cannot lie still in small spaces.
Sertraline took away my anxiety and sadly also my orgasms.
My blood pressure was 165/95 last spring and it is 128/82 now.
Does weight loss really help against sleep apnoea?
We lost our baby at 22 weeks and this article was the first one that did not hurt.
My periods are so heavy that I became anaemic.
I was on prednisone 40 mg and slept three hours a night.
My psoriasis gets better in the sun and worse at Christmas.
I stopped taking the statin because my legs hurt, and my doctor found another one.
The nurse showed me how to inject insulin into my belly, it hardly hurts.
He snores, he wheezes, he smokes, and he will not see a doctor.
Cialis every day was suggested by my urologist for my prostate.
I feel so tired since covid that I lie down after a shower.
My breasts are sore, my ankles swell and I am only in week 20.
What dose of vitamin D did your endocrinologist recommend?
I have had eczema on my hands, face and scrotum since I was a boy.
Hot flushes at three in the morning: I open the window and eat yoghurt.
My HbA1c came down from 82 to 51 within four months.
Could the tingling in my feet come from my back?
I was ashamed of my bladder, now I know that one in three women is.
Please write about vaginismus too, nobody does.
The new inhaler tastes awful but I can climb stairs again.
My daughter was diagnosed with type 1 diabetes last week and we are learning to count carbs.
Chemo was hard, radiation was harder, my dog was the best medicine.
My father died of bowel cancer at 58, so I go to every screening.
I bled for two weeks after the biopsy, is that normal?
Ozempic made me so sick that I lost a stone and all my joy in food.
I gave up gluten for a year and my coeliac antibodies are normal now.
Both of my hips are titanium and I dance every Thursday.
My migraine starts behind the left eye and ends in the bathroom.
I do not want to be brave any more, I just want to sleep through one night.
Who else takes amitriptyline 10 mg for nerve pain, and does your mouth get dry?
Thirty years of hepatitis C, and twelve weeks of tablets cured it.
My therapist taught me to breathe out longer than I breathe in.
I disagree: magnesium did nothing for my cramps.
The gel burns for a minute, then my shoulder goes warm and loose.
I had a hysterectomy at 41 and would do it again tomorrow.
My husband's vasectomy took fifteen minutes and a bag of frozen peas.
I was told that it was all in my head, and then they found the endometriosis.
Adderall makes me calm, coffee makes me sleepy, my brain is strange.
After the stroke my wife had to learn to swallow.
I drink two litres of water and still have kidney stones.
You are not alone, I was 19 when I was diagnosed with Crohn's disease.
Your article says 5 mg of melatonin, my pharmacist says 1 mg is plenty.
Clinics near me have a waiting list of fourteen months for ADHD.
I am sixty-two, I have herpes, and I am still worth loving.
It itches, it burns, it smells, and I was too shy to ask: thank you.
My son's asthma was worst in the old flat with the black mould.
Penicillin gives me a rash from my neck to my knees.
I miss wine, but my liver does not.
My cholesterol is 6.8 and I do not want tablets, what else can I try?
The hospice nurses sang for my grandmother, I will never forget it.
I take lithium, I have two degrees, and I am a good mother.
Erectile dysfunction was the first sign of my heart disease.
Does anyone know whether naproxen and ramipril go together?
""".strip().splitlines()
# One in fifty may be held by its words.
MOST_HELD = len(SENTENCES) // 50


@pytest.mark.parametrize("is_sensitive", [False, True])
def test_ordinary_sentences_pass(page, open_thread, monkeypatch, is_sensitive):
    monkeypatch.setattr(type(page), "comments_are_sensitive", is_sensitive, raising=False)
    page.refresh_from_db()
    assert len(SENTENCES) >= 60
    outcomes = {}
    for text in SENTENCES:
        submission = Submission(name="Ann", body=text, page=page, thread=open_thread)
        assessment = assess(submission)
        if assessment.outcome != Outcome.PUBLISH or assessment.of(Kind.ANNOTATE):
            outcomes[text] = (assessment.outcome, [finding.code for finding in assessment.findings])
    assert {outcome for outcome, _codes in outcomes.values()} <= {Outcome.HOLD, Outcome.PUBLISH}, outcomes
    assert len(outcomes) <= MOST_HELD, outcomes
