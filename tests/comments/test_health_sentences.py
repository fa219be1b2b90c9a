"""What people ordinarily write below an article about health passes: its drugs, doses, body parts and feelings."""

import pytest

from comments.checks.check import Phase
from comments.findings import Kind, Outcome
from comments.pipeline import CHECKS, assess
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
# Harder ones: what they say is nearly what is held.
NEARLY = """
I refuse to feel ashamed about my medication.
I skipped my insulin once and ended up in A&E, never again.
Doctors told us to stop giving him the steroid drops.
My dad refused chemo and I respect that.
It took me three tries to come off venlafaxine, slowly, with my GP.
Don't take ibuprofen on an empty stomach, my pharmacist said.
Do not get the flu jab while you have a fever, the nurse told me.
I forgot my inhaler at home and panicked.
I need no statins any more since I lost 12 kg.
We give him 5 ml of paracetamol syrup as the paediatrician told us.
I get 100 mg infliximab every eight weeks at the hospital.
Methotrexate 15 mg weekly plus folic acid, my hair is thinner but my hands work.
My tablets changed from 50 mcg to 75 mcg of levothyroxine in May.
How much is 1 g of paracetamol in drops?
There is a cure for hepatitis C now, isn't that wonderful?
Radiotherapy shrank my tumour by half.
I wish somebody would cure my MS.
The antibiotics killed everything, even my good bacteria.
Quitting smoking reversed some of the damage in my lungs.
I chose a lumpectomy rather than a mastectomy.
Yoga is better than painkillers for my back, but not on bad days.
I use a heat pack instead of painkillers most evenings.
My daughter takes gummies instead of tablets because she cannot swallow.
I went for a walk instead of taking a tablet and my headache went.
The vitamin D tablets from the pharmacy worked for my mood.
My hip hurts so much it could kill me.
I could kill for chocolate when my period starts.
My physio will kill me if I skip my exercises.
My grandmother, bless her, had dementia for ten years.
Has Dr Patel retired? He found my sister's lymphoma.
Princess Diana spoke about bulimia when nobody did.
My friend Google says it is cancer.
My cat Felix has diabetes and gets insulin twice a day.
Saint Vincent hospital has a great stroke unit.
Does the Mediterranean diet help arthritis?
Mary, your story about depression moved me.
My appointment is on 03/04/2027 at 10:30 in room 0204.
Call 999 or 111, do not wait.
I weighed 102.5 kg in 2019, 95 in 2021 and 88.3 kg in 2024.
My pulse went 60 75 90 110 120 135 within ten minutes.
The study had 12345678 participants, said the paper from 2020-2021.
I was born with a cleft lip in 1968.
My son was born on the last day of May.
Lot 4512-8890 of the vaccine gave me a sore arm.
My eGFR: 2019 58, 2020 55, 2021 54, 2022 49.
His ferritin was 12, then 45, then 110 000 by mistake.
You should talk to your doctor before you stop taking anything.
Please never stop your epilepsy tablets suddenly.
Everybody says just stop taking sugar, it is not so easy.
I stopped the pill and my skin broke out.
I quit my job because of fibromyalgia.
They want me to stop the blood thinners five days before the colonoscopy.
I am trying to get off tramadol and it is hell.
The surgeon stopped my aspirin for a week.
My mother flushed her tablets down the toilet and we were terrified.
I refuse to take opioids again after what they did to my brother.
We were told not to give aspirin to children.
Do you drop the dose slowly or just stop?
I had to throw away a whole box of insulin because the fridge broke.
My cardiologist took me off bisoprolol and put me on ivabradine 5 mg.
She takes 75 mg of venlafaxine and 10 mg of mirtazapine at night.
I cut my 20 mg tablets in half with a knife.
On 40 mg of omeprazole my stomach is finally quiet.
25 mg of quetiapine and I sleep like a stone.
Nobody told me that 8 mg of codeine would do that to my bowels.
They say it cannot be cured, but I can live with lupus.
I beat cancer twice and I am scared of the third time.
Stem cells may cure diabetes some day.
Prayer did not heal my epilepsy, surgery did.
The steroid cream healed my psoriasis within weeks.
My GP says a Mediterranean diet can reverse prediabetes.
I would rather have arthritis than side effects from these drugs.
I was given antibiotics instead of surgery for my appendix.
Sitting in the garden is better than any medicine.
I prefer the patch over tablets for my HRT.
Could physiotherapy replace the operation?
You could have killed me with that picture of a needle, I fainted.
The waiting will kill me before the cancer does.
I would love to kill the mosquitoes that gave me dengue.
My husband says he will shoot the neighbour's dog if it barks during my migraine.
Hope you all get well soon.
My daughter Emma loves her new wheelchair.
Our nurse Karen is wonderful with my father's dementia.
I read Susan Sontag's essay on illness when I had cancer.
Florence Nightingale is my hero, I have heart failure.
As a teacher I see many children with ADHD.
Dr. Sarah Brown's book on depression helped my husband.
I walked from Monday to Friday and my hip is fine.
My husband Tom drove me to chemo every week.
Uncle Ben's rice is fine with coeliac disease, it says on the packet.
My scan is on 14/02/2027 at St. Mary's.
My potassium: 3.4, 3.9, 4.1 and 5.2 in 2023.
Phone them: 116 117, it is free in Germany.
Order number 2024-118273 for my compression stockings got lost.
The NHS app shows 1234567890 as my appointment code.
""".strip().splitlines()
CHECKED = [
    check for check in CHECKS if check.phase in {Phase.SAFETY, Phase.MEDICAL} and check.name != "crisis"
]
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


def test_what_is_nearly_held_passes():
    found = {text: assess(Submission(body=text), CHECKED).findings for text in NEARLY}
    assert {text: findings for text, findings in found.items() if findings} == {}
